//! The lines of a management review: its head, the actions of earlier ones, its inputs with what was said and decided of
//! each, its own actions, verdict and signature.

use super::{
    super::outline::{Line, phrases, sentence},
    ReviewTarget,
};
use crate::{
    domain::{
        Id, Record,
        kinds::{
            action,
            review::{self, State},
            review_input::{self, Input, Outcome},
        },
        progress, review as inputs,
    },
    ui::World,
};

/// All lines of a review.
pub(super) fn of(id: Id, world: &World) -> Vec<Line<ReviewTarget>> {
    let Some(review) = world.records.live(id) else { return vec![Line::plain(format!("{id} is deleted"))] };
    let mut lines = head(review, world);
    let earlier = inputs::earlier(world.view(), review);
    lines.extend([Line::plain(""), Line::heading("ACTIONS OF EARLIER REVIEWS")]);
    lines.extend(earlier.iter().map(|a| action_line(a, world)));
    if earlier.is_empty() {
        lines.push(Line::plain("  none is open"));
    }
    let groups = [("TO DECIDE", true, true), ("TO KNOW", true, false), ("NOT REQUIRED BY THE STANDARD", false, true)];
    for (title, required, decides) in groups {
        lines.extend([Line::plain(""), Line::heading(title)]);
        let of = inputs::INPUTS.iter().filter(|s| s.required == required && (!required || s.decides == decides));
        of.for_each(|said| lines.extend(input_lines(review, said.input, world)));
    }
    let own = inputs::records_of(world.view(), id);
    let own = own.into_iter().filter(|r| Input::of(r, review_input::INPUT) == Some(Input::Own));
    for point in own {
        let text = format!("{} {}", mark(Some(point)), point.title());
        lines.push(Line::row(text, ReviewTarget::Input(Input::Own, Some(point.id))));
        lines.extend(spoken(point, world));
    }
    let decided = inputs::actions(world.view(), id);
    lines.extend([Line::plain(""), Line::heading("ACTIONS OF THIS REVIEW")]);
    lines.extend(decided.iter().map(|a| action_line(a, world)));
    if decided.is_empty() {
        lines.push(Line::plain("  none yet"));
    }
    lines.extend(verdict(review, world));
    lines
}

fn head(review: &Record, world: &World) -> Vec<Line<ReviewTarget>> {
    let view = world.view();
    let or = |field: usize, none: &str| match view.cell(review, field) {
        text if text.is_empty() => none.to_string(),
        text => text,
    };
    let every = review.number(review::INTERVAL).map_or("no interval".into(), |n| format!("every {n} months"));
    vec![
        Line::row(format!("Day {}", or(review::DAY, "not set")), ReviewTarget::Field(review::DAY)),
        Line::row(format!("Chair {}", or(review::CHAIR, "nobody")), ReviewTarget::Field(review::CHAIR)),
        Line::row(format!("Attendees {}", or(review::ATTENDEES, "nobody")), ReviewTarget::Field(review::ATTENDEES)),
        Line::row(format!("Next {}, {every}", or(review::NEXT, "not set")), ReviewTarget::Field(review::NEXT)),
    ]
}

fn action_line(of: &Record, world: &World) -> Line<ReviewTarget> {
    let late = progress::late_days(world.view(), of).map_or(String::new(), |d| format!(", late {d} d"));
    let owner = of.one(action::OWNER).map_or("no owner".into(), |id| world.records.name(id));
    let state = world.view().cell(of, action::STATE);
    let state = if state.is_empty() { "open" } else { &state };
    Line::row(format!("  {:<5} {} ({owner}, {state}{late})", of.id, of.title()), ReviewTarget::Record(of.id))
}

/// Whether an input was treated.
fn mark(record: Option<&Record>) -> &'static str {
    match record.and_then(|r| Outcome::of(r, review_input::OUTCOME)) {
        Some(Outcome::Treated) => "[x]",
        Some(Outcome::Left) => "[-]",
        None => "[ ]",
    }
}

fn input_lines(review: &Record, input: Input, world: &World) -> Vec<Line<ReviewTarget>> {
    let Some(said) = inputs::said(input) else { return Vec::new() };
    let record = inputs::record_of(world.view(), review.id, input);
    let decide = if !said.required && said.decides { ", to decide" } else { "" };
    let text = format!("{} {} ({}{decide})", mark(record), said.title, said.clause);
    let mut lines = vec![Line::row(text, ReviewTarget::Input(input, record.map(|r| r.id)))];
    let why = record.map_or("", |r| r.text(review_input::WHY_NOT));
    match why {
        "" => {
            let told: Vec<String> =
                inputs::numbers(world.view(), review, input).iter().map(inputs::Number::told).collect();
            lines.extend(phrases(&told, ", ", 6, world));
        }
        why => lines.extend(sentence(&format!("not treated: {why}"), 6, world)),
    }
    lines.extend(record.into_iter().flat_map(|r| spoken(r, world)));
    lines
}

/// What was said and decided of an input, under it.
fn spoken(input: &Record, world: &World) -> Vec<Line<ReviewTarget>> {
    let of = [("said", review_input::NOTE), ("decided", review_input::DECIDED)];
    let there =
        of.into_iter().map(|(label, field)| (label, input.text(field).trim())).filter(|(_, text)| !text.is_empty());
    there.flat_map(|(label, text)| sentence(&format!("{label}: {text}"), 6, world)).collect()
}

fn verdict(review: &Record, world: &World) -> Vec<Line<ReviewTarget>> {
    let mut lines = vec![Line::plain(""), Line::heading("VERDICT AND SIGNATURE")];
    let words = [
        (review::SUITABLE, review::SUITABLE_WHY, "Suitable"),
        (review::ADEQUATE, review::ADEQUATE_WHY, "Adequate"),
        (review::EFFECTIVE, review::EFFECTIVE_WHY, "Effective"),
    ];
    for (field, why, label) in words {
        let word = world.view().cell(review, field);
        let word = if word.is_empty() { "not said yet" } else { &word };
        lines.push(Line::row(format!("  {label:<10} {word}"), ReviewTarget::Field(field)));
        let reason = review.text(why);
        let reason = if reason.is_empty() { "no reason yet" } else { reason };
        lines.push(Line::row(format!("    because  {reason}"), ReviewTarget::Field(why)));
    }
    match State::of(review, review::STATE) {
        Some(State::Signed) => {
            let by = review.one(review::SIGNED_BY).map_or(String::new(), |id| world.records.name(id));
            let on = world.view().cell(review, review::SIGNED_ON);
            lines.push(Line::plain(format!("  signed by {by}, {}, on {on}", review.text(review::SIGNED_AS))));
        }
        _ => {
            let mut lacks = inputs::unsigned(world.view(), review);
            if lacks.is_empty() {
                lacks.push("nothing".into());
            }
            lines.push(Line::plain("  Still wanted before it is signed:"));
            lines.extend(phrases(&lacks, "; ", 4, world));
        }
    }
    lines
}
