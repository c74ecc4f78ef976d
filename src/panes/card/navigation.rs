//! Going from question to question: in order, by number, by words, to open and parked ones, and back.

use super::{Card, reference, resume};
use crate::{
    command::Command,
    domain::{
        Id,
        kinds::{
            answer::{self, Verdict},
            interview,
        },
        notes::Mark,
    },
    keymap::{Code, Key},
    panes::round::verdict_word,
    ui::{
        AfterChoice, AfterText, Answer, Effect, Pane, Place, RecordsFor, TextFor, World,
        place::{Menu, MenuRow, Prompt},
    },
};

impl Card {
    /// Where the person was last: the asked answer, else a draft's, else the remembered place, else the first open one.
    pub(super) fn start_at(&mut self, at: Option<Id>, world: &World) {
        let spot = resume::spot(self.interview, world);
        let asked = at.filter(|id| self.answers(world).iter().any(|a| a.id == *id));
        self.at = asked.or(spot.answer);
        self.cursor = spot.cursor.filter(|_| self.at == spot.answer);
        self.load(world);
    }

    pub(super) fn run_move(&mut self, command: Command, key: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        let open = |v: Verdict| v == Verdict::NotLookedAt;
        Some(match command {
            Command::NextQuestion | Command::Down => self.step(1, world),
            Command::PrevQuestion | Command::Up => self.step(-1, world),
            Command::NextOpen => self.seek(1, open, "no question is left open", world),
            Command::PrevOpen => self.seek(-1, open, "no question is left open", world),
            Command::NextParked => self.seek(1, |v| v == Verdict::Parked, "no question is parked", world),
            Command::Jump => {
                let digit = key.and_then(|k| match k.code {
                    Code::Char(c) if c.is_ascii_digit() => Some(c.to_string()),
                    _ => None,
                });
                let help = format!("1 to {}; Enter goes there.", self.answers(world).len());
                vec![Effect::Go(Prompt::with(
                    "Go to question",
                    help,
                    digit.unwrap_or_default(),
                    AfterText::Tell(TextFor::JumpNumber),
                ))]
            }
            Command::JumpBack => match self.trail.pop() {
                Some(id) => {
                    let effects = self.go_to(id, world);
                    self.trail.pop();
                    effects
                }
                None => vec![Effect::Say("there is no question to come back to".into())],
            },
            Command::FindQuestion => {
                vec![Effect::Go(self.question_menu(
                    "Go to which question? A reference that is not asked yet is added",
                    RecordsFor::FindQuestion,
                    world,
                ))]
            }
            Command::MoveLine => {
                vec![Effect::Go(self.question_menu("Move this line to which question?", RecordsFor::MoveLine, world))]
            }
            Command::QuestionAdd => {
                let help = "It stands right after this one and is about the same item. A reference is asked as such: 8.4, A.7.4, S-03, R-11, F-009, I-07 q3.";
                vec![Effect::Go(Prompt::ask("New question", help, AfterText::Tell(TextFor::AddQuestion)))]
            }
            Command::TrailFollow => vec![self.trail_menu(world)],
            Command::Guide => vec![Effect::Go(self.guide(world))],
            Command::LastTime => vec![Effect::Go(self.last_time(world))],
            _ => return None,
        })
    }

    /// Leaves the note as it is, goes to another question, and remembers where from.
    pub(super) fn go_to(&mut self, id: Id, world: &World) -> Vec<Effect> {
        if Some(id) == self.at {
            return Vec::new();
        }
        let mut effects = self.finish_note(world);
        effects.extend(self.flush_drawer(world));
        self.trail.extend(self.at);
        self.parked_from = None;
        self.came_from = None;
        self.at = Some(id);
        self.ready = false;
        self.drawer = None;
        self.cursor = None;
        self.load(world);
        effects.extend(self.remember(world));
        effects
    }

    /// The question and the place in its note, if that is not what is remembered already.
    pub(super) fn remember(&self, world: &World) -> Vec<Effect> {
        let Some(at) = self.at else { return Vec::new() };
        let (line, column) = self.editor.cursor();
        let (key, place) = (resume::setting("place", self.interview), format!("{at} {line} {column}"));
        let known = !self.ready || world.setting(&key) == Some(&place) || self.locked(world).is_some();
        if known { Vec::new() } else { vec![Effect::Keep(key, place)] }
    }

    /// Leaves the card: note, place and clock are kept.
    pub(super) fn leave(&mut self, world: &World) -> Vec<Effect> {
        let mut effects = self.finish_note(world);
        effects.extend(self.remember(world));
        effects
            .push(Effect::Keep(resume::setting("clock", self.interview), self.clock.seconds(world.tick).to_string()));
        effects.push(Effect::Close);
        effects
    }

    /// Whether a record belongs to the question that is asked now: it is the answer, points at it, or is named by it.
    pub(super) fn is_about(&self, id: Id, world: &World) -> bool {
        let Some(at) = self.at else { return true };
        let names = |from: Id, to: Id| {
            let fields = 0..from.kind.spec().fields.len();
            world.records.get(from).is_some_and(|r| fields.into_iter().any(|f| r.refs(f).contains(&to)))
        };
        match id.kind {
            crate::domain::Kind::Answer => id == at,
            _ => id == self.interview || names(id, at) || names(at, id) || names(self.interview, id),
        }
    }

    pub(super) fn step(&mut self, by: isize, world: &World) -> Vec<Effect> {
        let ids: Vec<Id> = self.answers(world).iter().map(|a| a.id).collect();
        let Some(now) = ids.iter().position(|id| Some(*id) == self.at) else { return Vec::new() };
        match now.checked_add_signed(by).and_then(|next| ids.get(next)) {
            Some(id) => {
                let effects = self.go_to(*id, world);
                self.trail.pop();
                effects
            }
            None if by > 0 => {
                let mut effects = self.finish_note(world);
                effects.push(Effect::Go(Place::OpenItems(self.interview)));
                effects
            }
            None => vec![Effect::Say("this is the first question".into())],
        }
    }

    fn seek(&mut self, by: isize, wanted: impl Fn(Verdict) -> bool, none: &str, world: &World) -> Vec<Effect> {
        let list: Vec<(Id, Verdict)> = self.answers(world).iter().map(|a| (a.id, answer::verdict(a))).collect();
        let now = list.iter().position(|(id, _)| Some(*id) == self.at).unwrap_or(0);
        let len = list.len();
        let found =
            (1..len).map(|i| if by > 0 { (now + i) % len } else { (now + len - i) % len }).find(|i| wanted(list[*i].1));
        match found {
            Some(i) => self.go_to(list[i].0, world),
            None => vec![Effect::Say(none.into())],
        }
    }

    pub(super) fn receive_move(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        let ids: Vec<Id> = self.answers(world).iter().map(|a| a.id).collect();
        match answer {
            Answer::Text(TextFor::JumpNumber, text) => match text.trim().parse::<usize>() {
                // A number goes round in the interview; only a reference is gone to because of the question at hand.
                Ok(n) if (1..=ids.len()).contains(&n) => self.go_to(ids[n - 1], world),
                _ if reference::named(&text, world).is_some() => match reference::named(&text, world) {
                    Some(id) => self.go_to_reference(id, world),
                    None => Vec::new(),
                },
                _ => vec![Effect::Say(format!("there is no question “{}”; 1 to {} are here", text.trim(), ids.len()))],
            },
            Answer::Records(RecordsFor::FindQuestion, found) => {
                found.first().map(|id| self.jump(*id, world)).unwrap_or_default()
            }
            Answer::Records(RecordsFor::Trail, found) => {
                found.first().map(|id| self.follow(*id, world)).unwrap_or_default()
            }
            Answer::Records(RecordsFor::MoveLine, found) => {
                found.first().map(|id| self.move_line(*id, world)).unwrap_or_default()
            }
            Answer::New(asked, text, _) => match reference::named(&text, world) {
                Some(id) if asked == RecordsFor::FindQuestion => self.go_to_reference(id, world),
                Some(id) => self.ask_about(id, world).0,
                None => vec![Effect::Say(format!("no question holds “{}”; + adds one", text.trim()))],
            },
            _ => Vec::new(),
        }
    }

    fn question_menu(&self, title: &str, asked: RecordsFor, world: &World) -> Place {
        let rows = self
            .answers(world)
            .iter()
            .enumerate()
            .map(|(i, a)| {
                let item = a.one(answer::ITEM).map_or(String::new(), |id| id.to_string());
                let label = format!("{:>2} {} {item:<8} {}", i + 1, self.letter(a, world), a.title());
                MenuRow { label, id: Some(a.id), ..MenuRow::default() }
            })
            .collect();
        let at = self.number(world).saturating_sub(1);
        let then = AfterChoice::Records(asked);
        Place::Menu(Menu {
            title: title.into(),
            rows,
            many: false,
            letters: false,
            new: &[crate::domain::Kind::Answer],
            typed: String::new(),
            at,
            then,
        })
    }

    /// The letter of a verdict in ribbon and lists; hidden ones are all alike.
    pub(super) fn letter(&self, record: &crate::domain::Record, world: &World) -> char {
        match answer::verdict(record) {
            v if world.hide_verdicts && v.is_judged() => '*',
            v => v.letter(),
        }
    }

    fn guide(&self, world: &World) -> Place {
        let Some(record) = self.current(world) else { return Place::Help };
        let guide = crate::framework::guide_of(&world.records, record);
        let mut lines = vec![guide.ask.clone(), String::new()];
        lines.extend(guide.other_pack.clone());
        let mut part = |title: &str, list: &[String]| {
            if !list.is_empty() {
                lines.push(title.to_string());
                lines.extend(list.iter().map(|l| format!("- {l}")));
                lines.push(String::new());
            }
        };
        part("LOOK FOR", &guide.look_for);
        part("ASK TO SEE", &guide.show);
        part("FOLLOW UP", &guide.probe);
        part("DOCUMENTS EXPECTED", &guide.documented);
        if !guide.statement.is_empty() {
            lines.push(format!("In our words: {}", guide.statement));
        }
        lines.extend(guide.annex_b.map(|b| format!("Guidance of the standard: {b}")));
        lines.extend(guide.note.map(String::from));
        Place::Guide { title: format!("GUIDE  {} {}", guide.reference, guide.title), lines }
    }

    fn last_time(&self, world: &World) -> Place {
        let base = self.current(world).and_then(|a| a.one(answer::BASE)).and_then(|id| world.records.get(id));
        let mut lines = Vec::new();
        match base {
            None => lines.push("This question was not asked in the round this one started from.".to_string()),
            Some(base) => {
                let interview =
                    base.one(answer::INTERVIEW).map_or(String::new(), |id| format!("{id} {}", world.records.name(id)));
                let when = base.stamp(answer::JUDGED).map_or(String::new(), |s| format!(", {}", s.date()));
                lines.push(format!("{interview}{when}"));
                if !world.hide_verdicts {
                    let round = answer::round_of(&world.records, base);
                    lines.push(format!("verdict: {}", verdict_word(answer::verdict(base), round, world)));
                }
                lines.push(String::new());
                let maybe = |line: &&str| world.hide_verdicts && Mark::of(line).is_veiled();
                lines.extend(base.text(answer::NOTE).lines().filter(|l| !maybe(l)).map(String::from));
                let findings =
                    world.records.linked(base.id, crate::domain::Kind::Finding, crate::domain::kinds::finding::ANSWER);
                if !world.hide_verdicts {
                    lines.extend(findings.map(|f| {
                        let step = crate::domain::kinds::finding::step(f).label();
                        format!("finding {} {}: {step}", f.id, f.title())
                    }));
                }
            }
        }
        Place::Guide { title: "LAST TIME".into(), lines }
    }

    /// Minutes planned less minutes talked.
    pub(super) fn minutes_left(&self, world: &World) -> Option<i64> {
        let planned = world.records.get(self.interview)?.number(interview::MINUTES)?;
        Some(planned - (self.clock.seconds(world.tick) / 60) as i64)
    }

    /// Questions that are neither judged nor parked.
    pub(super) fn to_ask(&self, world: &World) -> usize {
        self.answers(world).iter().filter(|a| answer::verdict(a) == Verdict::NotLookedAt).count()
    }

    /// Whether the pane has a text field open, so that footers agree with what keys do.
    pub(super) fn is_writing(&self, world: &World) -> bool {
        self.contexts(world).first().is_some_and(|c| c.is_text())
    }
}
