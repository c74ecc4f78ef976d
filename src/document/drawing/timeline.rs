//! What runs when: a bar a step over months, with the line of today.

use super::{Anchor, Drawing, Tint, fitting};
use jiff::{ToSpan, civil::Date};

/// One row of it.
pub struct Bar {
    pub label: String,
    /// First and last day; nothing where none is set.
    pub days: Option<(Date, Date)>,
    pub tint: Tint,
    /// A word beside it, such as *late* or *done*.
    pub note: String,
    /// A phase, not a step of it.
    pub is_head: bool,
}

const LEFT: i16 = 170;
const WIDTH: i16 = 500;
const NOTES: i16 = 60;
const ROW: i16 = 14;
/// Rows that stand on one page.
const MOST: usize = 40;

/// Draws them; nothing where no row has a day.
pub fn timeline(caption: &str, bars: &[Bar], today: Date, legend: &[(Tint, String)]) -> Option<Drawing> {
    let days = || bars.iter().filter_map(|bar| bar.days);
    let first = days().map(|d| d.0).min()?.first_of_month();
    let last = days().map(|d| d.1).max()?.last_of_month();
    let shown = &bars[..bars.len().min(MOST)];
    let height = 16 + ROW * shown.len() as i16 + 24;
    let mut drawing =
        Drawing { caption: caption.into(), said: said(bars, today), size: (WIDTH, height), ..Drawing::default() };
    let room = WIDTH - LEFT - NOTES;
    let all = i64::from((last - first).get_days()).max(1);
    let x = |day: Date| LEFT + (i64::from((day - first).get_days()).clamp(0, all) * i64::from(room) / all) as i16;
    months(&mut drawing, first, last, height - 22, &x);
    for (n, bar) in shown.iter().enumerate() {
        row(&mut drawing, bar, 16 + ROW * n as i16, &x);
    }
    if (first..=last).contains(&today) {
        drawing.line((x(today), 12), (x(today), height - 22), Tint::Bad, 1);
        drawing.text((x(today), height - 15), Anchor::Middle, (6, true), Tint::Bad, "today");
    }
    let more = bars.len() - shown.len();
    let mut entries = legend.to_vec();
    if more > 0 {
        entries.push((Tint::Empty, format!("{more} more stand in the tables")));
    }
    drawing.legend((0, height - 12), &entries);
    Some(drawing)
}

/// A rule at each month, or at so many that their names have room.
fn months(drawing: &mut Drawing, first: Date, last: Date, low: i16, x: &dyn Fn(Date) -> i16) {
    const NAMED: i64 = 8;
    let all = i64::from((last - first).get_days()) / 30 + 1;
    let every = (all / NAMED + 1).clamp(1, 24);
    let mut month = first;
    while month <= last {
        drawing.line((x(month), 12), (x(month), low), Tint::Empty, 1);
        drawing.text((x(month), 8), Anchor::Start, (6, false), Tint::Gray, month.strftime("%Y-%m").to_string());
        let Ok(next) = month.checked_add(every.months()) else { return };
        month = next;
    }
}

fn row(drawing: &mut Drawing, bar: &Bar, top: i16, x: &dyn Fn(Date) -> i16) {
    let (indent, bold) = if bar.is_head { (0, true) } else { (8, false) };
    let label = fitting(&bar.label, 7, LEFT - 6 - indent);
    drawing.text((indent, top + 10), Anchor::Start, (7, bold), Tint::Ink, label);
    let end = match bar.days {
        Some((from, to)) => {
            let (from, to) = (x(from), x(to));
            drawing.framed((from, top + 3), ((to - from).max(3), ROW - 6), bar.tint);
            from.max(to)
        }
        None => LEFT,
    };
    let note = if bar.days.is_none() && bar.note.is_empty() { "no day" } else { &bar.note };
    drawing.text((end + 6, top + 10), Anchor::Start, (6, false), Tint::Gray, fitting(note, 6, NOTES));
}

fn said(bars: &[Bar], today: Date) -> String {
    let row = |bar: &Bar| {
        let days = bar.days.map_or("no day".into(), |(from, to)| format!("{from} to {to}"));
        let note = if bar.note.is_empty() { String::new() } else { format!(", {}", bar.note) };
        format!("{}: {days}{note}", bar.label)
    };
    format!("Timeline, today {today}. {}.", bars.iter().map(row).collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::drawing::DrawnMark;
    use jiff::civil::date;

    #[test]
    fn bars_stand_on_their_days_and_without_a_day_nothing_is_drawn() {
        let bar =
            |label: &str, days| Bar { label: label.into(), days, tint: Tint::Low, note: "late".into(), is_head: false };
        let bars = [bar("One", Some((date(2026, 1, 10), date(2026, 2, 20)))), bar("Two", None)];
        let drawing = timeline("Plan", &bars, date(2026, 2, 1), &[]).unwrap();
        let boxes: Vec<_> = drawing
            .marks
            .iter()
            .filter_map(
                |m| if let DrawnMark::Box { at, size, tint: Tint::Low } = m { Some((*at, *size)) } else { None },
            )
            .collect();
        let [((x, _), (wide, _))] = boxes[..] else { panic!("{boxes:?}") };
        assert!(x > LEFT && x + wide <= WIDTH - NOTES, "{boxes:?}");
        assert!(drawing.said.contains("One: 2026-01-10 to 2026-02-20, late; Two: no day"), "{}", drawing.said);
        assert!(timeline("Plan", &bars[1..], date(2026, 2, 1), &[]).is_none());
    }
}
