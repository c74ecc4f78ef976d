//! Pages that fill from above: texts, rules and boxes with their places, and what they mean to somebody who hears them.

use super::{
    BODY,
    face::{self, Faces},
};
use crate::{document::Drawing, shown::shown};
use std::collections::BTreeSet;

pub type Color = (u8, u8, u8);
pub const BLACK: Color = (26, 26, 26);
pub const GRAY: Color = (68, 68, 68);
pub const LINE: Color = (153, 153, 153);
pub const SHADE: Color = (238, 238, 238);
pub const RED: Color = (170, 0, 0);
pub const GREEN: Color = (0, 68, 34);

/// Margins in points: 20 mm above, 18 mm below, 16 mm beside.
pub const ABOVE: f32 = 57.0;
const BELOW: f32 = 51.0;
pub const BESIDE: f32 = 45.0;
/// Height of a line in parts of the size of its signs, and where the signs stand in it.
pub const LEAD: f32 = 1.32;
pub const BASE: f32 = 0.98;
/// What has to have room below a heading.
const FOLLOWS: f32 = 64.0;

/// Something that is drawn.
#[derive(Debug)]
pub enum Op {
    Text {
        x: f32,
        y: f32,
        dress: Dress,
        text: String,
        aside: bool,
    },
    Line {
        from: (f32, f32),
        to: (f32, f32),
        color: Color,
        width: f32,
    },
    Fill {
        at: (f32, f32),
        size: (f32, f32),
        color: Color,
    },
    /// A drawing with its left upper corner there, made larger or smaller.
    Drawing {
        at: (f32, f32),
        scale: f32,
        drawing: Drawing,
    },
}

/// How signs look.
#[derive(Clone, Copy, Debug)]
pub struct Dress {
    pub size: f32,
    pub bold: bool,
    pub color: Color,
}

impl Dress {
    pub const BODY: Dress = Dress { size: BODY, bold: false, color: BLACK };

    pub fn lead(self) -> f32 {
        self.size * LEAD
    }
}

/// Where a text stands: how far in from the left, and from the right.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inset {
    pub left: f32,
    pub right: f32,
    /// A rule along the left side.
    pub ruled: bool,
}

/// What a part of the paper is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sort {
    Heading(u8, String),
    Para,
    Quote,
    List,
    Entry,
    EntryBody,
    Table,
    Caption,
    Head,
    Body,
    Row,
    /// The head of a column, of a row.
    ColumnHead,
    RowHead,
    Cell,
    /// A drawing, with what it shows, its page, and its place: left, top, width, height.
    Figure(String, usize, [i32; 4]),
}

/// A part of the paper in the order in which it is read: its texts by page and place there, and its parts.
#[derive(Debug)]
pub struct Element {
    pub sort: Sort,
    pub spots: Vec<(usize, usize)>,
    pub parts: Vec<Element>,
}

impl Element {
    pub fn new(sort: Sort) -> Element {
        Element { sort, spots: Vec::new(), parts: Vec::new() }
    }
}

/// The pages so far.
pub struct PdfPages {
    pub width: f32,
    pub height: f32,
    pub pages: Vec<Vec<Op>>,
    /// Where the next thing goes.
    pub y: f32,
    pub elements: Vec<Element>,
    pub faces: Faces,
    pub missing: BTreeSet<char>,
    pub right_to_left: bool,
    /// Headings with page and height, for the outline.
    pub outline: Vec<(u8, String, usize, f32)>,
    /// The headings that were put last, with nothing below them yet, and how things stood before them.
    headings: Vec<(u8, String, f32)>,
    before: Before,
}

/// How far the pages were before a run of headings.
#[derive(Default)]
struct Before {
    page: usize,
    ops: usize,
    elements: usize,
    outline: usize,
}

impl PdfPages {
    pub fn new(width: f32, height: f32, faces: Faces) -> PdfPages {
        PdfPages {
            width,
            height,
            pages: vec![Vec::new()],
            y: ABOVE,
            elements: Vec::new(),
            faces,
            missing: BTreeSet::new(),
            right_to_left: false,
            outline: Vec::new(),
            headings: Vec::new(),
            before: Before::default(),
        }
    }

    pub fn room(&self) -> f32 {
        self.width - 2.0 * BESIDE
    }
    pub fn bottom(&self) -> f32 {
        self.height - BELOW
    }
    pub fn new_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = ABOVE;
    }
    pub fn is_at_top(&self) -> bool {
        self.y <= ABOVE
    }
    /// Turns the page unless there is so much room.
    pub fn need(&mut self, height: f32) {
        if self.y + height > self.bottom() && !self.is_at_top() {
            self.new_page();
        }
    }
    /// The same; headings with nothing below them go along to the next page.
    pub fn need_with_headings(&mut self, height: f32) {
        let last = self.pages.len() - 1;
        let alone = !self.headings.is_empty() && self.before.page == last && self.before.ops > 0;
        if self.y + height <= self.bottom() || !alone {
            return self.need(height);
        }
        let headings = std::mem::take(&mut self.headings);
        self.pages[last].truncate(self.before.ops);
        self.elements.truncate(self.before.elements);
        self.outline.truncate(self.before.outline);
        self.new_page();
        headings.iter().for_each(|(level, text, size)| self.heading(*level, text, *size));
    }
    /// Something stands below the headings.
    pub fn goes_on(&mut self) {
        self.headings.clear();
    }
    /// A gap, but none at the top of a page.
    pub fn gap(&mut self, height: f32) {
        if !self.is_at_top() {
            self.y += height;
        }
    }
    pub fn push(&mut self, op: Op) -> (usize, usize) {
        let page = self.pages.len() - 1;
        self.pages[page].push(op);
        (page, self.pages[page].len() - 1)
    }

    /// The text as it is drawn; what the font lacks is remembered.
    pub fn take(&mut self, text: &str) -> String {
        let text = face::composed(&shown(text));
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            if !self.faces.has(c) {
                self.missing.insert(c);
            }
            self.right_to_left |= face::runs_left(c);
        }
        text
    }

    /// Puts one line at a place; nothing is drawn for an empty one.
    pub fn text(&mut self, (x, y): (f32, f32), text: &str, dress: Dress, aside: bool) -> Option<(usize, usize)> {
        if text.is_empty() {
            return None;
        }
        Some(self.push(Op::Text { x, y: y + dress.size * BASE, dress, text: text.into(), aside }))
    }

    /// A rule over the whole width.
    pub fn rule(&mut self) {
        self.need(10.0);
        let (y, right) = (self.y, self.width - BESIDE);
        self.push(Op::Line { from: (BESIDE, y), to: (right, y), color: LINE, width: 0.6 });
        self.y += 4.0;
    }

    /// A paragraph of some sort, over pages where it has to be.
    pub fn para(&mut self, sort: Sort, text: &str, dress: Dress, place: Inset) {
        let mut element = Element::new(sort);
        self.lines_of(&mut element, text, dress, place);
        if !element.spots.is_empty() {
            self.elements.push(element);
        }
    }

    /// The lines of a text, for an element.
    pub fn lines_of(&mut self, element: &mut Element, text: &str, dress: Dress, place: Inset) {
        let text = self.take(text);
        let room = self.room() - place.left - place.right;
        for line in self.faces.wrap(&text, dress.bold, dress.size, room) {
            if line.is_empty() {
                self.gap(dress.size * 0.5);
                continue;
            }
            self.need(dress.lead());
            let at = (BESIDE + place.left, self.y);
            if place.ruled {
                let x = BESIDE + place.left - 7.0;
                self.push(Op::Line { from: (x, at.1), to: (x, at.1 + dress.lead()), color: LINE, width: 1.4 });
            }
            element.spots.extend(self.text(at, &line, dress, false));
            self.y += dress.lead();
        }
        self.gap(dress.size * 0.55);
    }

    /// A heading, never alone at the end of a page.
    pub fn heading(&mut self, level: u8, text: &str, size: f32) {
        self.gap(size * 0.9);
        self.need_with_headings(size * LEAD + FOLLOWS);
        let page = self.pages.len() - 1;
        if self.headings.is_empty() || self.before.page != page {
            let (ops, elements, outline) = (self.pages[page].len(), self.elements.len(), self.outline.len());
            self.before = Before { page, ops, elements, outline };
            self.headings.clear();
        }
        self.headings.push((level, text.to_string(), size));
        self.outline.push((level, text.to_string(), page, self.y));
        let dress = Dress { size, bold: true, ..Dress::BODY };
        self.para(Sort::Heading(level, text.to_string()), text, dress, Inset::default());
    }

    /// A text in a box.
    pub fn boxed(&mut self, text: &str, dress: Dress) {
        const PAD: f32 = 5.0;
        let (top, page) = (self.y, self.pages.len());
        self.y += PAD;
        self.para(Sort::Para, text, dress, Inset { left: PAD + 1.0, right: PAD + 1.0, ruled: false });
        if page != self.pages.len() {
            return;
        }
        let (left, right, low) = (BESIDE, self.width - BESIDE, self.y - dress.size * 0.55 + PAD);
        let corners = [(left, top), (right, top), (right, low), (left, low), (left, top)];
        for pair in corners.windows(2) {
            self.push(Op::Line { from: pair[0], to: pair[1], color: dress.color, width: 1.0 });
        }
        self.y = low + 7.0;
    }
}
