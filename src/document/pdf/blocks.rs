//! The blocks of a paper on its pages.

use super::{
    BODY,
    sheet::{ABOVE, BESIDE, Dress, Element, GRAY, Inset, Op, PdfPages, Sort},
    table,
};
use crate::{
    document::{Block, Drawing},
    shown::shown,
};

/// How far lists, quotes and notes stand in.
const INSET: f32 = 14.0;

/// Puts a block where the last one ended.
pub fn block(sheet: &mut PdfPages, block: &Block) {
    match block {
        Block::Heading(level, text) => {
            let level = (*level).clamp(1, 3);
            let size = [14.0, 11.5, 10.5][usize::from(level) - 1];
            sheet.heading(level + 1, &shown(text).replace('\n', " "), size);
        }
        Block::Para(text) => sheet.para(Sort::Para, text, Dress::BODY, Inset::default()),
        Block::Facts(facts) => table::facts(sheet, facts),
        Block::Table(t) => table::table(sheet, t),
        Block::Drawing(d) => drawing(sheet, d),
        Block::List(items) => list(sheet, items),
        Block::Quote(text) => sheet.para(Sort::Quote, text, Dress { color: GRAY, ..Dress::BODY }, inset()),
        Block::Note(text) => note(sheet, text),
        Block::Sign(people) => table::sign(sheet, people),
        Block::PageBreak if !sheet.is_at_top() => sheet.new_page(),
        Block::PageBreak => {}
    }
    if !matches!(block, Block::Heading(..)) {
        sheet.goes_on();
    }
}

fn inset() -> Inset {
    Inset { left: INSET, right: 0.0, ruled: true }
}

/// A drawing, as large as it was made unless the page is smaller.
fn drawing(sheet: &mut PdfPages, d: &Drawing) {
    const CAPTION: f32 = 18.0;
    let (wide, high) = (f32::from(d.size.0.max(1)), f32::from(d.size.1.max(1)));
    let page = sheet.bottom() - ABOVE - CAPTION;
    let scale = (sheet.room() / wide).min(page / high).min(1.25);
    sheet.need_with_headings(high * scale + CAPTION);
    if !d.caption.is_empty() {
        sheet.para(Sort::Para, &d.caption, Dress { bold: true, ..Dress::BODY }, Inset::default());
    }
    let at = (BESIDE, sheet.y);
    let spot = sheet.push(Op::Drawing { at, scale, drawing: d.clone() });
    let place = [at.0, at.1, wide * scale, high * scale].map(|n| n.round() as i32);
    let sort = Sort::Figure(shown(&d.said).replace('\n', " "), spot.0, place);
    sheet.elements.push(Element { spots: vec![spot], ..Element::new(sort) });
    sheet.y += high * scale;
    sheet.gap(10.0);
}

/// A remark of the paper about itself.
pub fn note(sheet: &mut PdfPages, text: &str) {
    sheet.para(Sort::Para, text, Dress { color: GRAY, ..Dress::BODY }, inset());
}

fn list(sheet: &mut PdfPages, items: &[String]) {
    let mut whole = Element::new(Sort::List);
    for item in items {
        sheet.need(Dress::BODY.lead());
        let at = (BESIDE + 4.0, sheet.y);
        sheet.text(at, "•", Dress::BODY, true);
        let mut body = Element::new(Sort::EntryBody);
        sheet.lines_of(&mut body, item, Dress::BODY, Inset { left: INSET, ..Inset::default() });
        // Entries stand closer than paragraphs.
        sheet.y -= if sheet.is_at_top() { 0.0 } else { BODY * 0.3 };
        if !body.spots.is_empty() {
            whole.parts.push(Element { parts: vec![body], ..Element::new(Sort::Entry) });
        }
    }
    if !whole.parts.is_empty() {
        sheet.elements.push(whole);
    }
    sheet.gap(BODY * 0.4);
}
