//! A drawing as PNG, for readers of Word documents that know no SVG: shapes filled row by row with soft edges, letters
//! from the outlines of the embedded font. The pixels stand unpacked in the file; the package around it packs them.

use super::{Anchor, Drawing, DrawnMark};
use crate::{document::pdf::face, shown::shown};

/// Pixels of a point: a hundred and fifty an inch.
const SCALE: f32 = 2.1;
/// Rows in which each row of pixels is looked at.
const FINE: usize = 4;

type Point = (f32, f32);
type Color = (u8, u8, u8);

/// The pixels so far.
struct Field {
    width: usize,
    height: usize,
    rgb: Vec<u8>,
}

/// The bytes of a PNG file.
pub fn write(drawing: &Drawing) -> Vec<u8> {
    let side = |points: i16| ((f32::from(points.max(1)) * SCALE).ceil() as usize).clamp(1, 8000);
    let (width, height) = (side(drawing.size.0), side(drawing.size.1));
    let mut field = Field { width, height, rgb: vec![255; width * height * 3] };
    drawing.marks.iter().for_each(|mark| put(&mut field, mark));
    packed(&field)
}

fn put(field: &mut Field, mark: &DrawnMark) {
    let point = |(x, y): (i16, i16)| (f32::from(x) * SCALE, f32::from(y) * SCALE);
    match mark {
        DrawnMark::Box { at, size, tint } => {
            let ((x, y), (w, h)) = (point(*at), point(*size));
            field.fill(&edges(&[(x, y), (x + w, y), (x + w, y + h), (x, y + h)]), tint.rgb());
        }
        DrawnMark::Line { from, to, tint, width } => {
            let (a, b) = (point(*from), point(*to));
            let long = ((b.0 - a.0).powi(2) + (b.1 - a.1).powi(2)).sqrt().max(0.01);
            let half = if *width > 1 { f32::from(*width) } else { 0.7 } * SCALE / 2.0;
            let (dx, dy) = ((b.0 - a.0) / long * half, (b.1 - a.1) / long * half);
            let ring = [(a.0 + dy, a.1 - dx), (b.0 + dy, b.1 - dx), (b.0 - dy, b.1 + dx), (a.0 - dy, a.1 + dx)];
            field.fill(&edges(&ring), tint.rgb());
        }
        DrawnMark::Words { at, anchor, size, bold, tint, text } => {
            let text = face::composed(&shown(text).replace('\n', " "));
            let size = f32::from(*size) * SCALE;
            let wide = face::width(&text, *bold, size);
            let (mut x, y) = point(*at);
            x -= match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => wide / 2.0,
                Anchor::End => wide,
            };
            for c in face::drawn(&text) {
                let mut outline = Outline { edges: Vec::new(), at: (0.0, 0.0), first: (0.0, 0.0), x, y, size };
                face::outline(c, *bold, &mut outline);
                field.fill(&outline.edges, tint.rgb());
                x += face::width(&c.to_string(), *bold, size);
            }
        }
    }
}

/// A ring of points as its edges.
fn edges(ring: &[Point]) -> Vec<(Point, Point)> {
    (0..ring.len()).map(|i| (ring[i], ring[(i + 1) % ring.len()])).collect()
}

/// The outline of a letter as edges, curves in short pieces.
struct Outline {
    edges: Vec<(Point, Point)>,
    at: Point,
    first: Point,
    x: f32,
    y: f32,
    size: f32,
}

impl Outline {
    fn place(&self, (x, y): Point) -> Point {
        (self.x + x * self.size, self.y - y * self.size)
    }
    fn to(&mut self, point: Point) {
        let (from, to) = (self.place(self.at), self.place(point));
        self.edges.push((from, to));
        self.at = point;
    }
    fn curve(&mut self, at: impl Fn(f32) -> Point) {
        const PIECES: u8 = 6;
        for n in 1..=PIECES {
            self.to(at(f32::from(n) / f32::from(PIECES)));
        }
    }
}

impl face::Pen for Outline {
    fn start(&mut self, point: Point) {
        (self.at, self.first) = (point, point);
    }
    fn line(&mut self, point: Point) {
        self.to(point);
    }
    fn bend(&mut self, over: Point, end: Point) {
        let from = self.at;
        let mix = |a: f32, b: f32, c: f32, t: f32| (1.0 - t).powi(2) * a + 2.0 * (1.0 - t) * t * b + t * t * c;
        self.curve(|t| (mix(from.0, over.0, end.0, t), mix(from.1, over.1, end.1, t)));
    }
    fn close(&mut self) {
        self.to(self.first);
    }
}

impl Field {
    /// Fills what the edges enclose: where more of them lead down than up, or the other way round.
    fn fill(&mut self, edges: &[(Point, Point)], color: Color) {
        let low = edges.iter().map(|(a, b)| a.1.min(b.1)).fold(f32::MAX, f32::min).max(0.0) as usize;
        let high = edges.iter().map(|(a, b)| a.1.max(b.1)).fold(0.0, f32::max).ceil() as usize;
        let mut cover = vec![0.0_f32; self.width];
        for row in low..high.min(self.height) {
            cover.fill(0.0);
            for fine in 0..FINE {
                let y = row as f32 + (fine as f32 + 0.5) / FINE as f32;
                let mut crossings: Vec<(f32, i32)> = edges.iter().filter_map(|edge| crossing(*edge, y)).collect();
                crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
                let mut turns = 0;
                for pair in crossings.windows(2) {
                    turns += pair[0].1;
                    if turns != 0 {
                        span(&mut cover, pair[0].0, pair[1].0);
                    }
                }
            }
            self.mix(row, &cover, color);
        }
    }

    fn mix(&mut self, row: usize, cover: &[f32], color: Color) {
        for (x, part) in cover.iter().enumerate().filter(|(_, part)| **part > 0.0) {
            let part = (part / FINE as f32).min(1.0);
            let at = (row * self.width + x) * 3;
            for (i, c) in [color.0, color.1, color.2].into_iter().enumerate() {
                let was = f32::from(self.rgb[at + i]);
                self.rgb[at + i] = (was + (f32::from(c) - was) * part).round() as u8;
            }
        }
    }
}

/// Where an edge meets a height, and whether it leads down or up there.
fn crossing(((ax, ay), (bx, by)): (Point, Point), y: f32) -> Option<(f32, i32)> {
    let down = ay <= y && by > y;
    let up = by <= y && ay > y;
    (down || up).then(|| (ax + (y - ay) / (by - ay) * (bx - ax), if down { 1 } else { -1 }))
}

/// Adds how much of each pixel lies between two places.
fn span(cover: &mut [f32], from: f32, to: f32) {
    let (from, to) = (from.max(0.0), to.min(cover.len() as f32));
    let mut x = from.floor() as usize;
    while (x as f32) < to && x < cover.len() {
        cover[x] += (to.min(x as f32 + 1.0) - from.max(x as f32)).max(0.0);
        x += 1;
    }
}

/// The pixels as a PNG file.
fn packed(field: &Field) -> Vec<u8> {
    let mut raw = Vec::with_capacity(field.rgb.len() + field.height);
    for row in field.rgb.chunks(field.width * 3) {
        raw.push(0);
        raw.extend_from_slice(row);
    }
    let mut data = vec![0x78, 0x01];
    let mut blocks = raw.chunks(0xFFFF).peekable();
    while let Some(block) = blocks.next() {
        data.push(u8::from(blocks.peek().is_none()));
        let size = block.len() as u16;
        data.extend_from_slice(&size.to_le_bytes());
        data.extend_from_slice(&(!size).to_le_bytes());
        data.extend_from_slice(block);
    }
    data.extend_from_slice(&adler(&raw).to_be_bytes());
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = Vec::new();
    head.extend_from_slice(&(field.width as u32).to_be_bytes());
    head.extend_from_slice(&(field.height as u32).to_be_bytes());
    // Eight bits each of red, green and blue.
    head.extend_from_slice(&[8, 2, 0, 0, 0]);
    chunk(&mut out, b"IHDR", &head);
    chunk(&mut out, b"IDAT", &data);
    chunk(&mut out, b"IEND", &[]);
    out
}

fn chunk(out: &mut Vec<u8>, name: &[u8; 4], bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
    out.extend_from_slice(name);
    out.extend_from_slice(bytes);
    out.extend_from_slice(&crc(name.iter().chain(bytes)).to_be_bytes());
}

fn crc<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    const TABLE: [u32; 256] = table();
    !bytes.fold(!0, |sum, byte| TABLE[usize::from(sum as u8 ^ byte)] ^ (sum >> 8))
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        let mut c = n as u32;
        let mut bit = 0;
        while bit < 8 {
            c = if c & 1 == 1 { 0xEDB8_8320 ^ (c >> 1) } else { c >> 1 };
            bit += 1;
        }
        table[n] = c;
        n += 1;
    }
    table
}

fn adler(bytes: &[u8]) -> u32 {
    let (mut a, mut b) = (1_u32, 0_u32);
    for piece in bytes.chunks(5000) {
        for byte in piece {
            a += u32::from(*byte);
            b += a;
        }
        a %= 65521;
        b %= 65521;
    }
    (b << 16) | a
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::drawing::Tint;

    #[test]
    fn sums_are_those_of_the_specification() {
        assert_eq!(crc(b"IEND".iter()), 0xAE42_6082);
        assert_eq!(adler(b"Wikipedia"), 0x11E6_0398);
    }

    #[test]
    fn a_box_is_filled_with_its_colour_and_letters_leave_ink() {
        let mut drawing = Drawing { size: (60, 20), ..Drawing::default() };
        drawing.field((0, 0), (10, 10), Tint::Critical);
        drawing.text((20, 15), Anchor::Start, (14, true), Tint::Ink, "R-06");
        let bytes = write(&drawing);
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.ends_with(&0xAE42_6082_u32.to_be_bytes()));
        let mut field = Field { width: 126, height: 42, rgb: vec![255; 126 * 42 * 3] };
        drawing.marks.iter().for_each(|mark| put(&mut field, mark));
        let at = |x: usize, y: usize| &field.rgb[(y * 126 + x) * 3..][..3];
        let (r, g, b) = Tint::Critical.rgb();
        assert_eq!((at(5, 5), at(30, 2)), (&[r, g, b][..], &[255, 255, 255][..]));
        let dark = (40..126).flat_map(|x| (10..36).map(move |y| (x, y))).filter(|(x, y)| at(*x, *y)[0] < 100).count();
        assert!((80..900).contains(&dark), "{dark} dark pixels");
    }
}
