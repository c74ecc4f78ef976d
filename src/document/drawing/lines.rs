//! How measures went: a small chart each, two beside each other, with target and limit.

use super::{Anchor, Drawing, Tint, fitting};

/// One measure over time.
pub struct Series {
    pub name: String,
    /// Days since some day, and the value then, in their order.
    pub points: Vec<(i32, f64)>,
    /// Those days, the first and the last, for people.
    pub span: (String, String),
    pub target: Option<f64>,
    pub limit: Option<f64>,
    /// The last value as people read it.
    pub last: String,
    pub is_bad: bool,
}

const WIDE: i16 = 238;
const HIGH: i16 = 96;
const GAP: i16 = 24;
const PLOT: (i16, i16) = (150, 56);

/// Draws them; each needs two points or more.
pub fn lines(caption: &str, all: &[Series]) -> Drawing {
    let rows = all.len().div_ceil(2) as i16;
    let said: Vec<String> = all.iter().map(said).collect();
    let mut drawing = Drawing {
        caption: caption.into(),
        said: format!("Charts over time. {}.", said.join("; ")),
        size: (2 * WIDE + GAP, rows * HIGH + 14),
        ..Drawing::default()
    };
    for (n, series) in all.iter().enumerate() {
        let at = ((WIDE + GAP) * (n % 2) as i16, HIGH * (n / 2) as i16);
        chart(&mut drawing, series, at);
    }
    let at = (0, rows * HIGH + 3);
    drawing.legend(at, &[(Tint::Deep, "measured".into()), (Tint::Rule, "target".into()), (Tint::Bad, "limit".into())]);
    drawing
}

fn chart(drawing: &mut Drawing, series: &Series, at: (i16, i16)) {
    drawing.text((at.0, at.1 + 9), Anchor::Start, (8, true), Tint::Ink, fitting(&series.name, 8, WIDE));
    let (left, top) = (at.0, at.1 + 16);
    let values = series.points.iter().map(|(_, v)| *v).chain(series.target).chain(series.limit);
    let (mut low, mut high) = values.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
    if (high - low).abs() < f64::EPSILON {
        (low, high) = (low - 1.0, high + 1.0);
    }
    let y = |v: f64| top + PLOT.1 - ((v - low) / (high - low) * f64::from(PLOT.1)).round() as i16;
    let (first, last) = (series.points.first().map_or(0, |p| p.0), series.points.last().map_or(1, |p| p.0));
    let span = f64::from((last - first).max(1));
    let x = |day: i32| left + (f64::from(day - first) / span * f64::from(PLOT.0)).round() as i16;
    drawing.line((left, top), (left, top + PLOT.1), Tint::Rule, 1);
    drawing.line((left, top + PLOT.1), (left + PLOT.0, top + PLOT.1), Tint::Rule, 1);
    for (value, tint, name) in [(series.target, Tint::Rule, "target"), (series.limit, Tint::Bad, "limit")] {
        if let Some(value) = value {
            drawing.line((left, y(value)), (left + PLOT.0, y(value)), tint, 1);
            drawing.text((left + PLOT.0 + 3, y(value) + 3), Anchor::Start, (6, false), Tint::Gray, name);
        }
    }
    for pair in series.points.windows(2) {
        drawing.line((x(pair[0].0), y(pair[0].1)), (x(pair[1].0), y(pair[1].1)), Tint::Deep, 2);
    }
    for (day, value) in &series.points {
        drawing.field((x(*day) - 2, y(*value) - 2), (4, 4), Tint::Deep);
    }
    let tint = if series.is_bad { Tint::Bad } else { Tint::Ink };
    let at = (left + PLOT.0 + 34, top + PLOT.1 / 2 + 3);
    drawing.text(at, Anchor::Start, (9, true), tint, fitting(&series.last, 9, WIDE - PLOT.0 - 34));
    let low = top + PLOT.1 + 10;
    drawing.text((left, low), Anchor::Start, (6, false), Tint::Gray, series.span.0.clone());
    drawing.text((left + PLOT.0, low), Anchor::End, (6, false), Tint::Gray, series.span.1.clone());
}

fn said(series: &Series) -> String {
    let way = match (series.points.first(), series.points.last()) {
        (Some((_, was)), Some((_, now))) if now > was => "risen",
        (Some((_, was)), Some((_, now))) if now < was => "fallen",
        _ => "the same",
    };
    let bad = if series.is_bad { ", beyond its limit" } else { "" };
    let count = series.points.len();
    format!(
        "{}: {count} values from {} to {}, {way}, last {}{bad}",
        series.name, series.span.0, series.span.1, series.last
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::drawing::DrawnMark;

    #[test]
    fn a_chart_stays_in_its_field_and_says_which_way_it_went() {
        let series = |points: &[(i32, f64)]| Series {
            name: "Complaints".into(),
            points: points.to_vec(),
            span: ("2026-01-01".into(), "2026-03-01".into()),
            target: Some(5.0),
            limit: Some(20.0),
            last: "25".into(),
            is_bad: true,
        };
        let drawing = lines("Measures", &[series(&[(0, 10.0), (59, 25.0)]), series(&[(3, 4.0), (3, 4.0)])]);
        for mark in &drawing.marks {
            let inside = |(x, y): (i16, i16)| (-2..=drawing.size.0).contains(&x) && (-2..=drawing.size.1).contains(&y);
            match mark {
                DrawnMark::Line { from, to, .. } => assert!(inside(*from) && inside(*to), "{mark:?}"),
                DrawnMark::Box { at, .. } | DrawnMark::Words { at, .. } => assert!(inside(*at), "{mark:?}"),
            }
        }
        assert!(drawing.said.contains("risen, last 25, beyond its limit"), "{}", drawing.said);
    }
}
