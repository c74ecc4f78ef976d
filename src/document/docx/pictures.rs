//! Drawings in a Word document: SVG for readers that know it, PNG for the others, a sentence for those who see neither.

use super::{Body, escape, one_line};
use crate::document::{
    Drawing,
    drawing::{png, svg},
};

/// Units of Word in a point.
const UNITS: i64 = 12_700;
/// Numbers of the relationships of drawings begin here.
const FIRST: usize = 100;

/// Puts a drawing as a paragraph of its own, no wider than the page.
pub fn put(body: &mut Body, drawing: &Drawing) {
    if !drawing.caption.is_empty() {
        body.para("Caption", &drawing.caption);
    }
    let n = body.drawings.len();
    let (wide, high) = (i64::from(drawing.size.0.max(1)), i64::from(drawing.size.1.max(1)));
    let room = i64::from(body.room) / 20;
    // As large as it was made, or a quarter larger where there is room.
    let (num, den) = if room < wide {
        (room, wide)
    } else if room * 4 >= wide * 5 {
        (5, 4)
    } else {
        (room, wide)
    };
    let size = format!("cx=\"{}\" cy=\"{}\"", wide * num * UNITS / den, high * num * UNITS / den);
    let (id, said) = (n + 1, escape(&one_line(&drawing.said)));
    let (png, svg) = (FIRST + 2 * n, FIRST + 2 * n + 1);
    body.xml.push_str(&format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Normal\"/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" \
         distR=\"0\"><wp:extent {size}/><wp:docPr id=\"{id}\" name=\"Drawing {id}\" descr=\"{said}\"/><a:graphic><a:graphicData \
         uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{id}\" \
         name=\"drawing{id}.png\" descr=\"{said}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rId{png}\"><a:extLst><a:ext \
         uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\"><asvg:svgBlip r:embed=\"rId{svg}\"/></a:ext></a:extLst></a:blip><a:stretch>\
         <a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext {size}/></a:xfrm><a:prstGeom \
         prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    ));
    body.drawings.push(drawing.clone());
}

/// The files of the drawings: name in the package and bytes.
pub fn files(drawings: &[Drawing]) -> Vec<(String, Vec<u8>)> {
    let one = |(n, drawing): (usize, &Drawing)| {
        let id = n + 1;
        [
            (format!("word/media/drawing{id}.png"), png::write(drawing)),
            (format!("word/media/drawing{id}.svg"), svg::file(drawing).into_bytes()),
        ]
    };
    drawings.iter().enumerate().flat_map(one).collect()
}

/// How the text finds them.
pub fn relationships(count: usize) -> String {
    const IMAGE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";
    let one = |n: usize| {
        let (png, svg, id) = (FIRST + 2 * n, FIRST + 2 * n + 1, n + 1);
        format!(
            "<Relationship Id=\"rId{png}\" Type=\"{IMAGE}\" Target=\"media/drawing{id}.png\"/><Relationship Id=\"rId{svg}\" \
             Type=\"{IMAGE}\" Target=\"media/drawing{id}.svg\"/>"
        )
    };
    (0..count).map(one).collect()
}
