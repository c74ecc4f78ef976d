//! Pages become a PDF: texts with their tags, lines at head and foot, an outline, the facts about the file.

use super::{
    face::{self, Faces, FontOfSign},
    sheet::{BESIDE, Color, Dress, Element, GRAY, Op, PdfPages, Sort},
};
use crate::{document::Paper, shown::shown};
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{Path, PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, BBox, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag,
        TagGroup, TagKind, TagTree,
    },
    text::Font,
};
use std::num::NonZeroU16;

mod sketch;

/// Size of the signs at head and foot of a page.
const SMALL: f32 = 7.0;
const LANGUAGE: &str = "en";

/// What each text of each page was given as its mark.
type Marks = Vec<Vec<Option<Identifier>>>;

/// The fonts that are drawn with: regular and bold, and those that have further signs.
struct Shown<'a> {
    own: [Font; 2],
    others: Vec<Option<Font>>,
    faces: &'a Faces,
}

/// Draws the pages. The error is a sentence.
pub fn write(paper: &Paper, sheet: PdfPages) -> Result<Vec<u8>, String> {
    let own = face::fonts().ok_or("the fonts of this program cannot be read")?;
    let fonts = Shown { own, others: sheet.faces.others(), faces: &sheet.faces };
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|e| format!("the PDF cannot be made: {e:?}"))?;
    let settings = SerializeSettings { enable_tagging: true, configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let running = running(paper);
    let made = format!("Made {} {}", paper.made.date(), paper.made.clock());
    let mut marks: Marks = Vec::new();
    let count = sheet.pages.len();
    for (n, ops) in sheet.pages.iter().enumerate() {
        let size = PageSettings::from_wh(sheet.width, sheet.height).ok_or("the sheet has no size")?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        marks.push(ops.iter().map(|op| drawn(&mut surface, op, &fonts)).collect());
        let small = Dress { size: SMALL, bold: false, color: GRAY };
        let aside = |surface: &mut Surface, x: f32, y: f32, text: &str, sort: ArtifactType| {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(sort)));
            text_at(surface, (x, y), text, small, &fonts);
            surface.end_tagged();
        };
        aside(&mut surface, BESIDE, 34.0, &fitting(&sheet.faces, &running, sheet.room()), ArtifactType::Header);
        aside(&mut surface, BESIDE, sheet.height - 28.0, &made, ArtifactType::Footer);
        let number = format!("{} / {count}", n + 1);
        let at = sheet.width - BESIDE - sheet.faces.width(&number, false, SMALL);
        aside(&mut surface, at, sheet.height - 28.0, &number, ArtifactType::Footer);
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(&sheet));
    document.set_metadata(metadata(paper));
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.into()));
    sheet.elements.iter().for_each(|element| tree.push(group(element, &marks)));
    document.set_tag_tree(tree);
    document.finish().map_err(|e| format!("the PDF cannot be made: {e:?}"))
}

/// The line at the head of each page.
fn running(paper: &Paper) -> String {
    let demo = if paper.demo { "DEMO DATA  " } else { "" };
    let mark = paper.standing.mark();
    let mark = if mark.is_empty() { mark } else { format!("{mark}  ") };
    face::composed(&shown(&format!("{demo}{mark}{}  {}", paper.title, paper.subtitle)).replace('\n', " "))
}

/// As much of a line as fits.
fn fitting(faces: &Faces, text: &str, room: f32) -> String {
    if faces.width(text, false, SMALL) <= room {
        return text.into();
    }
    let (mut used, room) = (0.0, room - faces.width(" …", false, SMALL));
    let kept = text.chars().take_while(|c| {
        used += faces.width_of(*c, false) * SMALL;
        used <= room
    });
    kept.collect::<String>().trim_end().to_string() + " …"
}

fn paint((r, g, b): Color) -> Fill {
    Fill { paint: rgb::Color::new(r, g, b).into(), opacity: NormalizedF32::ONE, rule: Default::default() }
}

/// Draws one thing; a text that belongs to the paper gets its mark.
fn drawn(surface: &mut Surface, op: &Op, fonts: &Shown) -> Option<Identifier> {
    match op {
        Op::Text { x, y, dress, text, aside } => {
            let tag = match aside {
                true => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
                false => ContentTag::Span(SpanTag::empty()),
            };
            let mark = surface.start_tagged(tag);
            text_at(surface, (*x, *y), text, *dress, fonts);
            surface.end_tagged();
            (!aside).then_some(mark)
        }
        Op::Line { from, to, color, width } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            let stroke =
                Stroke { paint: rgb::Color::new(color.0, color.1, color.2).into(), width: *width, ..Stroke::default() };
            figure(surface, path.finish(), None, Some(stroke));
            None
        }
        Op::Fill { at, size, color } => {
            let mut path = PathBuilder::new();
            if let Some(rect) = Rect::from_xywh(at.0, at.1, size.0, size.1) {
                path.push_rect(rect);
            }
            figure(surface, path.finish(), Some(paint(*color)), None);
            None
        }
        Op::Drawing { at, scale, drawing } => {
            let mark = surface.start_tagged(ContentTag::Other);
            drawing.marks.iter().for_each(|m| sketch::put(surface, m, (*at, *scale), fonts));
            surface.end_tagged();
            Some(mark)
        }
    }
}

fn figure(surface: &mut Surface, path: Option<Path>, fill: Option<Fill>, stroke: Option<Stroke>) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    shape(surface, path, fill, stroke);
    surface.end_tagged();
}

fn shape(surface: &mut Surface, path: Option<Path>, fill: Option<Fill>, stroke: Option<Stroke>) {
    let Some(path) = path else { return };
    surface.set_fill(fill);
    surface.set_stroke(stroke);
    surface.draw_path(&path);
    surface.set_stroke(None);
}

fn text_at(surface: &mut Surface, (x, y): (f32, f32), text: &str, dress: Dress, fonts: &Shown) {
    surface.set_fill(Some(paint(dress.color)));
    let mut x = x;
    for (which, piece, glyphs) in fonts.faces.runs(text, dress.bold) {
        let own = &fonts.own[usize::from(dress.bold)];
        let font = match which {
            FontOfSign::Other(at) => fonts.others.get(at).and_then(Option::as_ref).unwrap_or(own),
            _ => own,
        };
        surface.draw_glyphs(Point::from_xy(x, y), &glyphs, font.clone(), piece, dress.size, false);
        x += fonts.faces.width(piece, dress.bold, dress.size);
    }
}

/// The tags of a part of the paper, in the order in which it is read.
fn group(element: &Element, marks: &Marks) -> TagGroup {
    let level = |n: u8| NonZeroU16::new(u16::from(n)).unwrap_or(NonZeroU16::MIN);
    let tag: TagKind = match &element.sort {
        Sort::Heading(n, text) => Tag::Hn(level(*n), Some(text.clone())).into(),
        Sort::Para => Tag::P.into(),
        Sort::Quote => Tag::BlockQuote.into(),
        Sort::List => Tag::L(ListNumbering::None).into(),
        Sort::Entry => Tag::LI.into(),
        Sort::EntryBody => Tag::LBody.into(),
        Sort::Table => Tag::Table.into(),
        Sort::Caption => Tag::Caption.into(),
        Sort::Head => Tag::THead.into(),
        Sort::Body => Tag::TBody.into(),
        Sort::Row => Tag::TR.into(),
        Sort::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Sort::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Sort::Cell => Tag::TD.into(),
        Sort::Figure(said, page, [x, y, w, h]) => {
            let place = Rect::from_xywh(*x as f32, *y as f32, *w as f32, *h as f32);
            Tag::Figure(Some(said.clone())).with_bbox(place.map(|place| BBox::new(*page, place))).into()
        }
    };
    let leaves = element.spots.iter().filter_map(|(page, at)| marks[*page][*at]).map(Node::from);
    let parts = element.parts.iter().map(|part| Node::from(group(part, marks)));
    TagGroup::with_children(tag, leaves.chain(parts).collect())
}

/// Headings as an outline, those of lower level under those above.
fn outline(sheet: &PdfPages) -> Outline {
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let mut outline = Outline::new();
    fn close(open: &mut Vec<(u8, OutlineNode)>, outline: &mut Outline, level: u8) {
        while open.last().is_some_and(|(deep, _)| *deep >= level) {
            let Some((_, node)) = open.pop() else { return };
            match open.last_mut() {
                Some((_, parent)) => parent.push_child(node),
                None => outline.push_child(node),
            }
        }
    }
    for (level, text, page, y) in &sheet.outline {
        close(&mut open, &mut outline, *level);
        let to = XyzDestination::new(*page, Point::from_xy(BESIDE, *y));
        open.push((*level, OutlineNode::new(text.clone(), to).with_open(*level == 1)));
    }
    close(&mut open, &mut outline, 0);
    outline
}

fn metadata(paper: &Paper) -> Metadata {
    let (t, offset) = (paper.made.local(), paper.made.offset);
    let made = DateTime::new(t.year() as u16).month(t.month() as u8).day(t.day() as u8).hour(t.hour() as u8);
    let made = made.minute(t.minute() as u8).second(t.second() as u8);
    let made = made.utc_offset_hour((offset / 60) as i8).utc_offset_minute((offset % 60).unsigned_abs() as u8);
    Metadata::new()
        .title(shown(&paper.title).into_owned())
        .description(shown(&paper.subtitle).into_owned())
        .language(LANGUAGE.into())
        .creator("aims".into())
        .creation_date(made)
}
