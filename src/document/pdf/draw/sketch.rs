//! The marks of a drawing on a page.

use super::{Shown, paint, shape, text_at};
use crate::{
    document::{
        drawing::{Anchor, DrawnMark},
        pdf::{face, sheet::Dress},
    },
    shown::shown,
};
use krilla::{
    color::rgb,
    geom::{PathBuilder, Rect},
    paint::Stroke,
    surface::Surface,
};

/// Draws a mark; the drawing stands at a place and is made larger or smaller.
pub fn put(surface: &mut Surface, mark: &DrawnMark, (corner, scale): ((f32, f32), f32), fonts: &Shown) {
    let place = |(x, y): (i16, i16)| (corner.0 + f32::from(x) * scale, corner.1 + f32::from(y) * scale);
    match mark {
        DrawnMark::Box { at, size, tint } => {
            let ((x, y), (w, h)) = (place(*at), (f32::from(size.0) * scale, f32::from(size.1) * scale));
            let mut path = PathBuilder::new();
            if let Some(rect) = Rect::from_xywh(x, y, w, h) {
                path.push_rect(rect);
            }
            shape(surface, path.finish(), Some(paint(tint.rgb())), None);
        }
        DrawnMark::Line { from, to, tint, width } => {
            let ((a, b), (c, d)) = (place(*from), place(*to));
            let mut path = PathBuilder::new();
            path.move_to(a, b);
            path.line_to(c, d);
            let (r, g, b) = tint.rgb();
            let width = if *width > 1 { f32::from(*width) } else { 0.6 } * scale;
            let stroke = Stroke { paint: rgb::Color::new(r, g, b).into(), width, ..Stroke::default() };
            shape(surface, path.finish(), None, Some(stroke));
        }
        DrawnMark::Words { at, anchor, size, bold, tint, text } => {
            let dress = Dress { size: f32::from(*size) * scale, bold: *bold, color: tint.rgb() };
            let text = face::composed(&shown(text).replace('\n', " "));
            let wide = fonts.faces.width(&text, *bold, dress.size);
            let (x, y) = place(*at);
            let x = match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - wide / 2.0,
                Anchor::End => x - wide,
            };
            text_at(surface, (x, y), &text, dress, fonts);
        }
    }
}
