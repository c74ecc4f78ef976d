//! Which interview goes on, or comes next, and how far it is.

use crate::{
    domain::{
        Id, Kind, Record, Stamp, View, gate,
        kinds::{
            answer::{self, Verdict},
            interview::{self, State},
            round,
        },
    },
    panes::card::resume,
    ui::{Place, World},
};
use jiff::civil::Date;

/// The interview that was left last: it runs, or something typed in it is still a draft.
pub fn running(world: &World) -> Option<&Record> {
    let drafted = |i: &Record| drafts(world, i.id).next().is_some();
    // What runs in a closed round is over; text that waits there is still looked after.
    let open = |i: &Record| gate::closed_round(&world.view(), i.id).is_none();
    let runs = |i: &&Record| state(i) == State::Running && open(i) || drafted(i);
    world.records.all(Kind::Interview).filter(runs).max_by_key(|i| (left_at(world, i).map(|s| s.utc), i.id))
}

/// The interview that is to be held next: the first from today on, else the last one whose day has passed.
pub fn next(world: &World) -> Option<&Record> {
    let view = world.view();
    let open_round = |i: &Record| {
        let round = i.one(interview::ROUND).and_then(|r| view.records.live(r));
        round.is_none_or(|r| round::State::of(r, round::STATE) != Some(round::State::Closed))
    };
    let planned = || view.records.all(Kind::Interview).filter(|i| state(i) == State::Planned && open_round(i));
    let start = |i: &&Record| i.stamp(interview::START).map(|s| (s.utc, i.id));
    let coming = |i: &&Record| i.stamp(interview::START).is_some_and(|s| s.date() >= view.today);
    planned().filter(coming).min_by_key(start).or_else(|| planned().max_by_key(start))
}

/// Whether nobody is asked there any more: text that waits is all that is left of it.
pub fn is_over(world: &World, interview: &Record) -> bool {
    state(interview) == State::Held || gate::closed_round(&world.view(), interview.id).is_some()
}

fn state(interview: &Record) -> State {
    State::of(interview, interview::STATE).unwrap_or(State::Planned)
}

/// Notes of an interview that are still drafts.
fn drafts(world: &World, interview: Id) -> impl Iterator<Item = &crate::store::Draft> {
    let of = move |id: Id| world.records.live(id).and_then(|a| a.one(answer::INTERVIEW)) == Some(interview);
    world.drafts.values().filter(move |d| d.id.kind == Kind::Answer && of(d.id))
}

/// When something was last done in an interview.
pub fn left_at(world: &World, interview: &Record) -> Option<Stamp> {
    let typed = drafts(world, interview.id).map(|d| d.at);
    let judged =
        world.records.linked(interview.id, Kind::Answer, answer::INTERVIEW).filter_map(|a| a.stamp(answer::JUDGED));
    typed.chain(judged).chain(interview.stamp(interview::STARTED)).max_by_key(|s| s.utc)
}

/// The question the interview goes on with, from 1, and how many there are.
pub fn question(world: &World, interview: &Record) -> (usize, usize) {
    let answers = interview::answers(world.view(), interview.id);
    let at = resume::spot(interview.id, world).answer;
    (at.and_then(|id| answers.iter().position(|a| a.id == id)).map_or(1, |i| i + 1), answers.len())
}

/// Where an interview is opened: held and running ones, and those of today, on the card; others where they are planned.
pub fn place(id: Id, world: &World) -> Place {
    let Some(interview) = world.records.live(id) else { return Place::Record(id) };
    let today = interview.stamp(interview::START).is_some_and(|s| s.date() == world.now.date());
    let asks = world.records.linked(id, Kind::Answer, answer::INTERVIEW).next().is_some();
    let begun = drafts(world, id).next().is_some() || (today && asks);
    match state(interview) {
        State::Planned if !begun => Place::Plan(id),
        _ => Place::Card(id, None),
    }
}

/// `now 7 of 18`, `held, agreed, 2 parked` (agreed: the recap), `Thu 26 Nov 10:00`
pub fn progress(view: View, interview: &Record) -> String {
    let (judged, all) = interview::counts(view, interview);
    let parked =
        interview::answers(view, interview.id).iter().filter(|a| answer::verdict(a) == Verdict::Parked).count();
    let parked = if parked > 0 { format!(", {parked} parked") } else { String::new() };
    match state(interview) {
        State::Held => {
            let recap = interview::Recap::of(interview, interview::RECAP).map(|r| format!(", {}", r.label()));
            format!("held{}{parked}", recap.unwrap_or_default())
        }
        State::Running if interview::is_meeting(interview) => format!("now{parked}"),
        State::Running => format!("now {judged} of {all}{parked}"),
        State::Planned => match interview.stamp(interview::START) {
            Some(start) => format!("{} {}", day(start.date(), view.today), start.clock()),
            None => "no date yet".into(),
        },
    }
}

/// `today`, `tomorrow`, `Thu 26 Nov`; with the year if it is another one.
pub fn day(day: Date, today: Date) -> String {
    match today.until(day).map(|s| s.get_days()) {
        Ok(0) => "today".into(),
        Ok(1) => "tomorrow".into(),
        _ if day.year() == today.year() => day.strftime("%a %d %b").to_string(),
        _ => day.to_string(),
    }
}
