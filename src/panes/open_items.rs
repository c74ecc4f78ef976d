//! What is left of a round or an interview before it is closed, and the parked questions of all open rounds.
//!
//! Every line leads to its question. Closing a round says what is open and does not stand in the way.

use super::{
    outline::{Fresh, Line},
    place_of,
};
use crate::{
    command::{Command, Context},
    domain::{
        Change, Id, Kind, Record, View, claims, coverage,
        kinds::{
            answer::{self, Proof, Verdict},
            interview, request,
            round::{self, State},
        },
        notes::{self, Mark},
        progress, rounds, trail,
    },
    keymap::Key,
    parts::Canvas,
    ui::{Effect, Header, Pane, Place, Plain, World},
};
use ratatui::layout::Rect;
use std::ops::Range;

/// The open list. A line is known by its section, its record and its place among those of the record.
pub struct OpenItems {
    of: Of,
    list: Fresh<(usize, Id, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Round(Id),
    Interview(Id),
    /// The parked questions of every round that is not closed.
    Parked,
}

/// One group of lines.
struct Group {
    heading: &'static str,
    /// It shows what the person opposite is not to see.
    secret: bool,
    rows: Vec<(Id, String)>,
}

/// Parked questions of rounds that are not closed, in the order of ids.
pub fn parked(view: View<'_>) -> Vec<&Record> {
    let open = |a: &&Record| {
        let round = answer::round_of(view.records, a).and_then(|r| view.records.live(r));
        round.is_some_and(|r| State::of(r, round::STATE) != Some(State::Closed))
    };
    coverage::parked(view, None).into_iter().filter(open).collect()
}

impl OpenItems {
    /// What is left of a round or an interview.
    pub fn of(id: Id) -> OpenItems {
        let of = if id.kind == Kind::Round { Of::Round(id) } else { Of::Interview(id) };
        OpenItems { of, list: Fresh::default() }
    }
    pub fn parked() -> OpenItems {
        OpenItems { of: Of::Parked, list: Fresh::default() }
    }

    fn id(&self) -> Option<Id> {
        match self.of {
            Of::Round(id) | Of::Interview(id) => Some(id),
            Of::Parked => None,
        }
    }
    fn current(&self, world: &World) -> Option<Id> {
        self.list.get(|| lines(self.of, world)).current().map(|(_, id, _)| *id)
    }

    fn enter(&self, world: &World) -> Vec<Effect> {
        match self.current(world) {
            Some(id) if id.kind == Kind::Item => match self.of {
                Of::Round(round) => {
                    vec![Effect::Go(Place::Round(round)), Effect::Say(format!("no question is about {id} yet"))]
                }
                _ => vec![Effect::Go(Place::Record(id))],
            },
            Some(id) => vec![Effect::Go(place_of(id, world))],
            None => Vec::new(),
        }
    }

    /// Closes the round, in one step, and says what stays open; of an interview it leads to its round's list.
    fn close(&self, world: &World) -> Vec<Effect> {
        let id = match self.of {
            Of::Round(id) => id,
            Of::Interview(id) => {
                let round = world.records.live(id).and_then(|i| i.one(interview::ROUND));
                return round.map(|r| Effect::Go(Place::OpenItems(r))).into_iter().collect();
            }
            Of::Parked => {
                return vec![Effect::Say("open the round whose questions these are, then close it there".into())];
            }
        };
        let Some(round) = world.records.live(id) else { return Vec::new() };
        if State::of(round, round::STATE) == Some(State::Closed) {
            return vec![Effect::Say(format!("{id} is closed already"))];
        }
        // The journal knows the account; who sat there is known now.
        let by = world.me().map_or(String::new(), |me| format!(" by {}", world.records.name(me)));
        let change = Change::new(format!("{id} closed{by}")).set(round, rounds::closed(round, world.now.date()));
        let said = format!("{id} closed; {}", summary(&sections(self.of, world)));
        vec![Effect::Save(change), Effect::Say(said)]
    }
}

/// `still open: 3 not judged, 1 parked`, or that nothing is.
fn summary(sections: &[Group]) -> String {
    let open: Vec<String> = sections
        .iter()
        .filter(|s| !s.rows.is_empty())
        .map(|s| format!("{} {}", s.rows.len(), s.heading.to_lowercase()))
        .collect();
    if open.is_empty() { "nothing was left".into() } else { format!("still open: {}", open.join(", ")) }
}

fn lines(of: Of, world: &World) -> Vec<Line<(usize, Id, usize)>> {
    let mut lines = Vec::new();
    for (at, section) in sections(of, world).into_iter().enumerate() {
        if section.rows.is_empty() || (section.secret && world.hide_verdicts) {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::plain(""));
        }
        if of != Of::Parked {
            lines.push(Line::heading(format!("{}  {}", section.heading, section.rows.len())));
        }
        let mut before: Option<(Id, usize)> = None;
        for (id, text) in section.rows {
            let nth = before.filter(|(of, _)| *of == id).map_or(0, |(_, n)| n + 1);
            before = Some((id, nth));
            lines.push(Line::row(text, (at, id, nth)));
        }
    }
    lines
}

/// The answers that are looked at, in the order they are asked.
fn answers(of: Of, view: View<'_>) -> Vec<&Record> {
    match of {
        Of::Round(id) => coverage::answers(view, Some(id)),
        Of::Interview(id) => interview::answers(view, id),
        Of::Parked => parked(view),
    }
}

fn sections(of: Of, world: &World) -> Vec<Group> {
    let view = world.view();
    let answers = answers(of, view);
    let section = |heading, secret, rows| Group { heading, secret, rows };
    let of_verdict = |verdict: Verdict| answers.iter().copied().filter(move |a| answer::verdict(a) == verdict);
    let parked_rows = answers
        .iter()
        .copied()
        .filter(|a| coverage::waits(view, a))
        .map(|a| (a.id, format!("{}{}", place(view, a), waits(view, a))))
        .collect();
    if of == Of::Parked {
        return vec![section("PARKED", false, parked_rows)];
    }
    let judges = |a: &&Record| !answer::is_at_meeting(view.records, a);
    let unjudged = of_verdict(Verdict::NotLookedAt).filter(judges).map(|a| (a.id, place(view, a))).collect();
    let unproven =
        answers.iter().filter(|a| coverage::is_unproven(a)).map(|a| (a.id, format!("{}: {}", place(view, a), why(a))));
    let round = match of {
        Of::Round(id) => Some(id),
        _ => answers.first().and_then(|a| answer::round_of(view.records, a)),
    };
    let below = round.map_or(Vec::new(), |id| coverage::without_finding(view, id));
    let unraised = below
        .into_iter()
        .filter(|a| answers.iter().any(|mine| mine.id == a.id))
        .map(|a| (a.id, format!("{}: {}", place(view, a), answer::verdict(a).label())))
        .collect();
    vec![
        section("NOT JUDGED", false, unjudged),
        section("NO QUESTION ASKED", false, unasked(of, view)),
        section("PARKED", false, parked_rows),
        section("ANSWERS NOT PROVEN", true, unproven.collect()),
        section("A BREACH OR AN OPPORTUNITY, NO FINDING", true, unraised),
        section("LINES MARKED ! WITHOUT A FINDING", true, marked(view, &answers, true)),
        section("LINES MARKED ? TO ASK LATER", false, marked(view, &answers, false)),
        section("STATIONS OF A SYSTEM NOT REACHED", false, stations(of, view)),
        section("CONTRADICTIONS NOT SETTLED", false, contradictions(of, view)),
        section("EVIDENCE AWAITED", false, awaited(of, view)),
    ]
}

fn round_of(of: Of, view: View) -> Option<Id> {
    match of {
        Of::Round(id) => Some(id),
        Of::Interview(id) => view.records.live(id).and_then(|i| i.one(interview::ROUND)),
        Of::Parked => None,
    }
}

/// Between answers of the round; of an interview those in which one of its answers stands.
fn contradictions(of: Of, view: View) -> Vec<(Id, String)> {
    let round = round_of(of, view);
    let here = |c: &claims::Contradiction| match of {
        Of::Interview(id) => [c.answer, c.other].iter().any(|a| a.one(answer::INTERVIEW) == Some(id)),
        _ => true,
    };
    let open = claims::contradictions(view, round).into_iter().filter(|c| c.is_open() && here(c));
    open.map(|c| (c.answer.id, format!("{}: contradicts {}", place(view, c.answer), view.records.called(c.other.id))))
        .collect()
}

/// What no station of a system that is followed reached, over all interviews of the round.
fn stations(of: Of, view: View) -> Vec<(Id, String)> {
    let round = round_of(of, view);
    round.map_or_else(Vec::new, |id| trail::missed(view, id))
}

fn unasked(of: Of, view: View) -> Vec<(Id, String)> {
    let Of::Round(id) = of else { return Vec::new() };
    coverage::unasked(view, id).iter().map(|i| (i.id, format!("{:<8} {}", i.id.to_string(), i.title()))).collect()
}

fn marked(view: View, answers: &[&Record], maybe: bool) -> Vec<(Id, String)> {
    let mut rows = Vec::new();
    for a in answers {
        let lines: Vec<_> = match maybe {
            true => notes::unraised(view, a),
            false => notes::marked(a.text(answer::NOTE), Mark::Ask).collect(),
        };
        rows.extend(lines.iter().map(|line| (a.id, format!("{}: {}", short(view, a), line.text))));
    }
    rows
}

fn awaited(of: Of, view: View) -> Vec<(Id, String)> {
    let round = round_of(of, view);
    let mine = |r: &&Record| match of {
        Of::Interview(id) => {
            r.one(request::ANSWER).and_then(|a| view.records.live(a)).and_then(|a| a.one(answer::INTERVIEW)) == Some(id)
        }
        _ => true,
    };
    let text = |r: &Record| {
        let from = r.one(request::FROM).map(|p| format!(", {}", view.records.name(p))).unwrap_or_default();
        let due = match (progress::late_days(view, r), r.date(request::DUE)) {
            (Some(days), _) => format!(", late {days} d"),
            (None, Some(day)) => format!(", by {day}"),
            (None, None) => String::new(),
        };
        format!("{:<6} {}{from}{due}", r.id.to_string(), r.title())
    };
    coverage::open_requests(view, round).into_iter().filter(mine).map(|r| (r.id, text(r))).collect()
}

/// `I-03 q7`
fn short(view: View, a: &Record) -> String {
    view.records.called(a.id)
}
/// `I-03 q7  A.6.2.4  How do you decide …`
fn place(view: View, a: &Record) -> String {
    let item = a.one(answer::ITEM).map(|i| i.to_string()).unwrap_or_default();
    format!("{:<9} {item:<8} {}", short(view, a), a.title())
}

fn waits(view: View, a: &Record) -> String {
    let person = a.one(answer::PARKED_FOR).map(|p| format!(" for {}", view.records.name(p))).unwrap_or_default();
    let why = match a.text(answer::PARKED) {
        "" => String::new(),
        why => format!(": {why}"),
    };
    if person.is_empty() && why.is_empty() { String::new() } else { format!("  (parked{person}{why})") }
}

fn why(a: &Record) -> &'static str {
    match Proof::of(a, answer::PROOF) {
        Some(Proof::Told) => "told only",
        Some(Proof::Assumed) => "assumed only",
        _ => "conforms, no evidence",
    }
}

impl Pane for OpenItems {
    fn is_at(&self, place: &Place) -> bool {
        match place {
            Place::OpenItems(id) => self.id() == Some(*id),
            Place::Parked => self.of == Of::Parked,
            _ => false,
        }
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        let own: &[Context] = if self.of == Of::Parked { &[Context::List] } else { &[Context::Round, Context::List] };
        self.list.contexts(own)
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        match self.of {
            _ if self.list.is_typing() => vec![Accept, Cancel],
            Of::Parked => vec![Open, Filter, CopyText, Undo, Back, Palette],
            _ => vec![Open, CloseRound, Filter, CopyText, Undo, Back, Palette],
        }
    }
    fn header(&self, world: &World) -> Header {
        let count = self.list.get(|| lines(self.of, world)).targets().count();
        match self.id() {
            Some(id) => Header {
                left: format!("{id} {}  what is left", world.records.name(id)),
                middle: format!("{count} open"),
            },
            None => {
                Header { left: format!("{}  parked questions", world.banner()), middle: format!("{count} waiting") }
            }
        }
    }
    fn part_of(&self) -> Option<Id> {
        self.id()
    }
    fn subject(&self, world: &World) -> Option<Id> {
        self.current(world).or(self.id())
    }
    fn needs(&self, world: &World) -> Vec<Id> {
        match self.of {
            Of::Parked => Vec::new(),
            of => answers(of, world.view()).iter().map(|a| a.id).collect(),
        }
    }
    fn opened(&mut self, _: &World) -> Vec<Effect> {
        // Verdicts may have been hidden or shown meanwhile, and the day may be another.
        self.list.forget();
        Vec::new()
    }
    fn touched(&mut self, _: &[Id], _: &World) {
        self.list.forget();
    }
    fn supplied(&mut self, _: &[Id], _: &World) {
        self.list.forget();
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        let of = self.of;
        if let Some(effects) = self.list.get_mut(|| lines(of, world)).run(command) {
            return Some(effects);
        }
        match command {
            Command::Open => Some(self.enter(world)),
            Command::CloseRound => Some(self.close(world)),
            Command::Hold => Some(self.enter(world)),
            Command::InterviewAdd | Command::AuditFrom => match of {
                Of::Round(id) => Some(super::round::act(command, id, world)),
                _ => None,
            },
            Command::Edit => Some(self.id().map(|id| Effect::Go(Place::Record(id))).into_iter().collect()),
            Command::Paper => Some(vec![Effect::Go(Place::Papers(self.id().or(self.current(world))))]),
            Command::HideVerdicts => {
                self.list.forget();
                None
            }
            Command::CopyText | Command::CopyTable => {
                let text = self.list.get(|| lines(of, world)).text();
                let what = self.id().map_or("parked questions".into(), |id| format!("what is left of {id}"));
                Some(vec![Effect::Copy { what, text }])
            }
            _ => None,
        }
    }
    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        let of = self.of;
        self.list.get_mut(|| lines(of, world)).input(key)
    }
    fn paste(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        let of = self.of;
        self.list.get_mut(|| lines(of, world)).paste(text)
    }
    fn esc_was_none(&mut self, world: &World) {
        let of = self.of;
        self.list.get_mut(|| lines(of, world)).esc_was_none();
    }
    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        Some(self.list.get(|| lines(self.of, world)).plain("Nothing is left open."))
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let key = super::palette::key_of(world, Command::CloseRound);
        let empty = match self.of {
            _ if !world.is_loaded(Kind::Answer) => "reading …".to_string(),
            Of::Round(_) => format!("Nothing is left. {key} closes the round."),
            Of::Interview(_) => "Nothing is left: every question has its verdict and its proof.".into(),
            Of::Parked => "No question is parked in a round that is open. p on the card parks one; here it waits until it is judged.".into(),
        };
        self.list.get(|| lines(self.of, world)).draw(canvas, area, &empty);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panes::testing::*;

    fn open_round(world: &World) -> Id {
        let open = |r: &&Record| State::of(r, round::STATE) == Some(State::Running);
        world.records.all(Kind::Round).find(open).expect("the demo has a running round").id
    }

    #[test]
    fn every_section_counts_what_coverage_counts() {
        let mut world = halden();
        let id = open_round(&world);
        let view = world.view();
        let all = sections(Of::Round(id), &world);
        let count = |heading: &str| all.iter().find(|s| s.heading.contains(heading)).unwrap().rows.len();
        assert_eq!(count("PARKED"), coverage::parked(view, Some(id)).len());
        assert_eq!(count("NOT PROVEN"), coverage::unproven(view, Some(id)).len());
        assert_eq!(count("!"), coverage::maybes(view, Some(id)).len());
        assert_eq!(count("?"), coverage::follow_ups(view, Some(id)).len());
        assert_eq!(count("NO QUESTION"), coverage::unasked(view, id).len());
        assert_eq!(count("AWAITED"), coverage::open_requests(view, Some(id)).len());
        let pane = OpenItems::of(id);
        assert!(pane.needs(&world).len() >= count("NOT JUDGED"));
        draw_at_all_sizes(&pane, &mut world);
    }

    #[test]
    fn enter_opens_the_card_at_the_question_and_verdicts_can_be_hidden() {
        let mut world = halden();
        let mut pane = OpenItems::parked();
        let first = parked(world.view())[0].id;
        let effects = run(&mut pane, &world, Command::Open);
        assert!(matches!(effects[..], [Effect::Go(Place::Card(_, Some(a)))] if a == first), "{effects:?}");
        let mut pane = OpenItems::of(open_round(&world));
        assert!(text(&pane, &world, (140, 200)).contains("NOT PROVEN"));
        world.hide_verdicts = true;
        pane.run(Command::HideVerdicts, None, &world);
        assert!(!text(&pane, &world, (140, 200)).contains("NOT PROVEN"));
    }

    #[test]
    fn closing_says_what_is_open_and_is_one_step() {
        let mut world = halden();
        let id = open_round(&world);
        let mut pane = OpenItems::of(id);
        let effects = run(&mut pane, &world, Command::CloseRound);
        let [Effect::Save(change), Effect::Say(said)] = &effects[..] else { panic!("{effects:?}") };
        assert!(said.contains("still open:"), "{said}");
        world.records.apply(change);
        pane.touched(&[id], &world);
        assert_eq!(State::of(world.records.get(id).unwrap(), round::STATE), Some(State::Closed));
        assert!(matches!(&run(&mut pane, &world, Command::CloseRound)[..], [Effect::Say(s)] if s.contains("already")));
        assert!(parked(world.view()).iter().all(|a| answer::round_of(&world.records, a) != Some(id)));
    }
}
