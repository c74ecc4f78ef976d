//! The styles of a Word document, a line each: what a reader changes in one place.

/// A paragraph style: id, name, what it is based on, properties of the paragraph and of its signs.
type Line = (&'static str, &'static str, &'static str, &'static str, &'static str);

const PARAGRAPHS: &[Line] = &[
    (
        "Title",
        "Title",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"80\"/>",
        "<w:b/><w:sz w:val=\"36\"/>",
    ),
    ("Subtitle", "Subtitle", "Normal", "<w:spacing w:after=\"240\"/>", "<w:color w:val=\"444444\"/>"),
    (
        "Heading1",
        "heading 1",
        "Normal",
        "<w:keepNext/><w:keepLines/><w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"999999\"/></w:pBdr><w:spacing w:before=\"360\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:sz w:val=\"28\"/>",
    ),
    (
        "Heading2",
        "heading 2",
        "Normal",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:sz w:val=\"24\"/>",
    ),
    (
        "Heading3",
        "heading 3",
        "Normal",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"200\" w:after=\"60\"/><w:outlineLvl w:val=\"2\"/>",
        "<w:b/><w:sz w:val=\"22\"/>",
    ),
    (
        "ContentsHeading",
        "TOC Heading",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"80\"/>",
        "<w:b/><w:sz w:val=\"24\"/>",
    ),
    ("TOC1", "toc 1", "Normal", "<w:spacing w:before=\"0\" w:after=\"40\"/>", ""),
    ("TOC2", "toc 2", "Normal", "<w:spacing w:before=\"0\" w:after=\"20\"/><w:ind w:left=\"240\"/>", ""),
    ("Caption", "caption", "Normal", "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"60\"/>", "<w:b/>"),
    (
        "ListBullet",
        "List Bullet",
        "Normal",
        "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"40\"/><w:contextualSpacing/>",
        "",
    ),
    (
        "Quote",
        "Quote",
        "Normal",
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"12\" w:space=\"8\" w:color=\"999999\"/></w:pBdr><w:ind w:left=\"284\"/>",
        "<w:i/>",
    ),
    (
        "Note",
        "Note",
        "Normal",
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"999999\"/></w:pBdr><w:ind w:left=\"198\"/>",
        "<w:color w:val=\"333333\"/>",
    ),
    (
        "Draft",
        "Draft",
        "Normal",
        "<w:pBdr><w:top w:val=\"dashed\" w:sz=\"12\" w:space=\"4\" w:color=\"AA0000\"/><w:left w:val=\"dashed\" w:sz=\"12\" w:space=\"4\" w:color=\"AA0000\"/><w:bottom w:val=\"dashed\" w:sz=\"12\" w:space=\"4\" w:color=\"AA0000\"/><w:right w:val=\"dashed\" w:sz=\"12\" w:space=\"4\" w:color=\"AA0000\"/></w:pBdr>",
        "<w:b/><w:color w:val=\"AA0000\"/>",
    ),
    (
        "Demo",
        "Demo",
        "Normal",
        "<w:pBdr><w:top w:val=\"single\" w:sz=\"12\" w:space=\"4\" w:color=\"AA0000\"/><w:left w:val=\"single\" w:sz=\"12\" w:space=\"4\" w:color=\"AA0000\"/><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"4\" w:color=\"AA0000\"/><w:right w:val=\"single\" w:sz=\"12\" w:space=\"4\" w:color=\"AA0000\"/></w:pBdr>",
        "<w:b/><w:color w:val=\"AA0000\"/>",
    ),
    (
        "Issued",
        "Issued",
        "Normal",
        "<w:pBdr><w:top w:val=\"single\" w:sz=\"8\" w:space=\"4\" w:color=\"006600\"/><w:left w:val=\"single\" w:sz=\"8\" w:space=\"4\" w:color=\"006600\"/><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"4\" w:color=\"006600\"/><w:right w:val=\"single\" w:sz=\"8\" w:space=\"4\" w:color=\"006600\"/></w:pBdr>",
        "<w:color w:val=\"004422\"/>",
    ),
    (
        "Cell",
        "Cell",
        "Normal",
        "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"18\"/>",
    ),
    ("CellSmall", "Cell small", "Cell", "", "<w:sz w:val=\"14\"/>"),
    (
        "After",
        "After a table",
        "Normal",
        "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"160\" w:lineRule=\"exact\"/>",
        "",
    ),
    (
        "Foot",
        "Foot",
        "Normal",
        "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"999999\"/></w:pBdr><w:spacing w:before=\"480\"/>",
        "<w:color w:val=\"444444\"/><w:sz w:val=\"16\"/>",
    ),
    ("Header", "header", "Normal", "<w:spacing w:after=\"0\"/>", "<w:color w:val=\"444444\"/><w:sz w:val=\"16\"/>"),
    ("Footer", "footer", "Normal", "<w:spacing w:after=\"0\"/>", "<w:color w:val=\"444444\"/><w:sz w:val=\"16\"/>"),
];

/// The bullets of lists.
pub const BULLETS: &str = "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\">\
    <w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind \
    w:left=\"357\" w:hanging=\"357\"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";

/// All styles.
pub fn all() -> String {
    let mut xml = String::from(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\" w:eastAsia=\"Arial\"/>\
         <w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/><w:lang w:val=\"en-GB\" w:eastAsia=\"en-GB\" w:bidi=\"ar-SA\"/></w:rPr>\
         </w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr>\
         </w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name \
         w:val=\"Normal\"/><w:qFormat/></w:style><w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">\
         <w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:left w:w=\"80\" \
         w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
    );
    for (id, name, base, paragraph, signs) in PARAGRAPHS {
        xml.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"{base}\"/>\
             <w:next w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{signs}</w:rPr></w:style>"
        ));
    }
    xml.push_str(&table("AimsTable", "Aims Table", 18, "firstRow"));
    xml.push_str(&table("WideTable", "Aims Wide Table", 14, "firstRow"));
    xml.push_str(&table("FactTable", "Aims Facts", 18, "firstCol"));
    xml
}

/// A table style with rules, small signs and a shaded first row or column.
fn table(id: &str, name: &str, size: u8, shaded: &str) -> String {
    let rules: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"999999\"/>"))
        .concat();
    format!(
        "<w:style w:type=\"table\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"TableNormal\"/>\
         <w:rPr><w:sz w:val=\"{size}\"/></w:rPr><w:tblPr><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar><w:top \
         w:w=\"30\" w:type=\"dxa\"/><w:left w:w=\"80\" w:type=\"dxa\"/><w:bottom w:w=\"30\" w:type=\"dxa\"/><w:right \
         w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type=\"{shaded}\"><w:rPr><w:b/></w:rPr>\
         <w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEEEEE\"/></w:tcPr></w:tblStylePr></w:style>"
    )
}
