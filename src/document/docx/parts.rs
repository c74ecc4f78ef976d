//! The parts of the package around the body: what a reader needs to open it without a question.

use super::{escape, one_line, pictures, run, styles};
use crate::{
    document::{DEMO_LINE, Drawing, Paper},
    domain::Stamp,
    package,
};

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The names that every part of the text declares.
const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
/// The names that drawings need in the body.
const DRAWN: &str = "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
                     xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
                     xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
                     xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The whole package around a body; `room` is the width between the margins.
pub fn package(paper: &Paper, body: &str, room: u32, drawings: &[Drawing]) -> Result<Vec<u8>, String> {
    let parts = [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", rels()),
        ("docProps/core.xml", core(paper)),
        ("docProps/app.xml", app()),
        ("word/document.xml", format!("{XML}<w:document {NAMES} {DRAWN}><w:body>{body}</w:body></w:document>")),
        ("word/_rels/document.xml.rels", inner_rels(drawings.len())),
        ("word/styles.xml", format!("{XML}<w:styles {NAMES}>{}</w:styles>", styles::all())),
        ("word/numbering.xml", format!("{XML}<w:numbering {NAMES}>{}</w:numbering>", styles::BULLETS)),
        ("word/settings.xml", settings()),
        ("word/header1.xml", header(paper)),
        ("word/footer1.xml", footer(paper, room)),
    ];
    let media = pictures::files(drawings);
    let texts = parts.iter().map(|(name, text)| (*name, text.as_bytes()));
    package::zip(texts.chain(media.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))))
}

fn types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let part =
        |name: &str, typ: &str| format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{word}.{typ}+xml\"/>");
    let parts: String = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("header1", "header"),
        ("footer1", "footer"),
    ]
    .map(|(name, typ)| part(name, typ))
    .concat();
    format!(
        "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Default \
         Extension=\"svg\" ContentType=\"image/svg+xml\"/>{parts}<Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/><Override \
         PartName=\"/docProps/app.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/></Types>"
    )
}

fn rels() -> String {
    format!(
        "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" \
         Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/><Relationship \
         Id=\"rId3\" Type=\"{OFFICE}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    )
}

fn inner_rels(drawings: usize) -> String {
    let one = |n: usize, typ: &str, target: &str| {
        format!("<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/{typ}\" Target=\"{target}.xml\"/>")
    };
    let all: String = [
        (1, "styles", "styles"),
        (2, "numbering", "numbering"),
        (3, "settings", "settings"),
        (4, "header", "header1"),
        (5, "footer", "footer1"),
    ]
    .map(|(n, typ, target)| one(n, typ, target))
    .concat();
    let drawn = pictures::relationships(drawings);
    format!("{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{all}{drawn}</Relationships>")
}

fn core(paper: &Paper) -> String {
    let utc = Stamp { offset: 0, ..paper.made }.local();
    let at = format!("{}T{:02}:{:02}:{:02}Z", utc.date(), utc.hour(), utc.minute(), utc.second());
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
         <dc:creator>aims</dc:creator><dc:language>en</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{at}\
         </dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:modified></cp:coreProperties>",
        escape(&one_line(&paper.title)),
        escape(&one_line(&paper.subtitle))
    )
}

fn app() -> String {
    format!(
        "{XML}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>aims</Application></Properties>"
    )
}

/// Nothing here asks for fields to be brought up to date when the document is opened.
fn settings() -> String {
    format!(
        "{XML}<w:settings {NAMES}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"709\"/><w:compat>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>\
         </w:compat></w:settings>"
    )
}

fn header(paper: &Paper) -> String {
    let demo =
        if paper.demo { format!("{}  ", DEMO_LINE.split(':').next().unwrap_or_default()) } else { String::new() };
    let mark = paper.standing.mark();
    let mark = if mark.is_empty() { mark } else { format!("{mark}  ") };
    let line = one_line(&format!("{demo}{mark}{}", paper.title));
    format!("{XML}<w:hdr {NAMES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{}</w:p></w:hdr>", run(&line))
}

fn footer(paper: &Paper, room: u32) -> String {
    let field = |name: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {name} \
             </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r>\
             <w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let made = run(&format!("Made {} {}", paper.made.date(), paper.made.clock()));
    format!(
        "{XML}<w:ftr {NAMES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:tabs><w:tab w:val=\"right\" \
         w:pos=\"{room}\"/></w:tabs></w:pPr>{made}<w:r><w:tab/></w:r>{}{}{}</w:p></w:ftr>",
        field("PAGE"),
        run(" / "),
        field("NUMPAGES")
    )
}
