//! A drawing as SVG: no style, no script, no outside resource.

use super::{Anchor, Drawing, DrawnMark, Tint};
use crate::{document::html::escape, shown::shown};

/// As a part of an HTML page.
pub fn inline(drawing: &Drawing) -> String {
    element(drawing, &format!("role=\"img\" aria-label=\"{}\"", escape(&shown(&drawing.said))))
}

/// As a file of its own.
pub fn file(drawing: &Drawing) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}",
        element(drawing, "xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\"")
    )
}

fn element(drawing: &Drawing, more: &str) -> String {
    let (w, h) = drawing.size;
    let marks: String = drawing.marks.iter().map(mark).collect();
    format!(
        "<svg {more} viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\"><rect width=\"{w}\" height=\"{h}\" \
         fill=\"#ffffff\"></rect>{marks}</svg>"
    )
}

fn color(tint: Tint) -> String {
    let (r, g, b) = tint.rgb();
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn mark(mark: &DrawnMark) -> String {
    match mark {
        DrawnMark::Box { at: (x, y), size: (w, h), tint } => {
            format!("<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{}\"></rect>", color(*tint))
        }
        DrawnMark::Line { from: (a, b), to: (c, d), tint, width } => {
            let wide = if *width > 1 { f32::from(*width) } else { 0.7 };
            format!(
                "<line x1=\"{a}\" y1=\"{b}\" x2=\"{c}\" y2=\"{d}\" stroke=\"{}\" stroke-width=\"{wide}\"></line>",
                color(*tint)
            )
        }
        DrawnMark::Words { at: (x, y), anchor, size, bold, tint, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let weight = if *bold { " font-weight=\"bold\"" } else { "" };
            format!(
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\"{weight} fill=\"{}\">{}</text>",
                color(*tint),
                escape(&shown(text).replace('\n', " "))
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_become_markup() {
        let mut drawing = Drawing { said: "a\"b<c>".into(), size: (9, 9), ..Drawing::default() };
        drawing.text((0, 0), Anchor::End, (7, true), Tint::Ink, "</text><script>&");
        let html = inline(&drawing);
        crate::document::html::tests::assert_well_formed(&html);
        assert!(!html.contains("<script") && html.contains("a&quot;b&lt;c&gt;") && !html.contains("http"), "{html}");
        assert!(file(&drawing).contains("xmlns=\"http://www.w3.org/2000/svg\""));
    }
}
