//! The drawer for a finding: it drafts itself from the marked lines; the note stays in view above it.

use super::{Card, Typing};
use crate::{
    command::Command,
    domain::{
        Change, Id, Kind, Record, Value,
        kinds::{
            answer::{self, Verdict},
            finding::{self, Grade},
            interview,
        },
        notes, workflow,
    },
    keymap::{Code, Key},
    panes::field,
    parts::{LineInput, NoteEditor},
    store::Draft,
    ui::{AfterChoice, Answer, Effect, Place, RecordsFor, World, place::Menu},
};
use serde_json::json;

/// The field of an answer under which a kept drawer is drafted; the field itself is never typed in.
const DRAFT_FIELD: usize = answer::SOURCE;

/// The parts of the drawer, in the order of Tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawerPart {
    Grade,
    Title,
    Facts,
    Owner,
    Due,
}

const PARTS: [DrawerPart; 5] =
    [DrawerPart::Grade, DrawerPart::Title, DrawerPart::Facts, DrawerPart::Owner, DrawerPart::Due];

/// A finding that is being written.
pub struct Drawer {
    pub answer: Id,
    pub part: DrawerPart,
    pub grade: Grade,
    pub title: LineInput,
    pub facts: NoteEditor,
    pub owner: Option<Id>,
    pub due: LineInput,
    pub against: Option<Id>,
    pub evidence: Vec<Id>,
    pub systems: Vec<Id>,
    criterion: String,
    /// Title and facts as they were drafted from the lines of the note: what nobody typed in is drafted anew from the
    /// lines that are there when it is opened again.
    drafted: (String, String),
    /// Grade and owner that it began with; nothing where it was kept as a draft before.
    begun: Option<(Grade, Option<Id>)>,
    pub(super) typing: Typing,
}

impl Drawer {
    /// The clause or control that it is against, and earlier findings against the same.
    pub fn in_full(&self, world: &World) -> String {
        let Some(item) = self.against else { return "nothing yet".into() };
        let earlier = finding::earlier(world.view(), item, &self.systems);
        let before = world.records.called_all(&earlier, ", ");
        let before = if before.is_empty() { before } else { format!("; before: {before}") };
        format!("{item} {}{before}", world.records.name(item))
    }

    /// A drawer that starts with a draft; what is asked for is said in the words of the guide.
    fn new(
        answer: Id,
        grade: Grade,
        mut draft: notes::FindingDraft,
        owner: Option<Id>,
        records: &crate::domain::Records,
    ) -> Drawer {
        let statement = crate::framework::guide(records, draft.against, "", "").statement;
        if let (Some(id), false) = (draft.against, statement.is_empty()) {
            draft.criterion = format!("{} ({id})", statement.trim_end_matches('.'));
        }
        let mut facts = NoteEditor::long(&draft.condition);
        facts.set_cursor(0, 0);
        Drawer {
            answer,
            part: DrawerPart::Grade,
            grade,
            title: LineInput::new(&draft.title),
            facts,
            owner,
            due: LineInput::new(""),
            against: draft.against,
            evidence: draft.evidence,
            systems: draft.systems,
            criterion: draft.criterion,
            drafted: (draft.title, draft.condition),
            begun: Some((grade, owner)),
            typing: Typing::default(),
        }
    }

    /// A drawer that was left with Esc, or by a crash.
    pub fn kept(answer: Id, world: &World) -> Option<Drawer> {
        let draft = world.drafts.get(&(answer, DRAFT_FIELD))?;
        let json: serde_json::Value = serde_json::from_str(&draft.text).ok()?;
        if json["open"] != json!(true) {
            return None;
        }
        // Lines of the note that are no step yet count as well.
        let record = world.records.get(answer)?;
        let note = world.drafts.get(&(answer, answer::NOTE)).map(|draft| Value::text(&draft.text));
        let record = note.map_or_else(|| record.clone(), |note| record.clone().with(answer::NOTE, note));
        Some(Drawer::read(&record, &json, world))
    }

    fn read(answer: &Record, json: &serde_json::Value, world: &World) -> Drawer {
        let grade = json["grade"].as_u64().and_then(|g| Grade::ALL.get(g as usize)).copied().unwrap_or(Grade::Minor);
        let drafted = notes::draft_finding(answer, world.view());
        let owner = json["owner"].as_str().and_then(|o| o.parse().ok());
        let mut drawer = Drawer { begun: None, ..Drawer::new(answer.id, grade, drafted, owner, &world.records) };
        let typed = |name: &str| {
            let text = json[name].as_str().unwrap_or_default();
            (json["drafted"][name].as_str() != Some(text)).then_some(text)
        };
        if let Some(title) = typed("title") {
            drawer.title.set(title);
        }
        if let Some(facts) = typed("facts") {
            drawer.facts = NoteEditor::long(facts);
            drawer.facts.set_cursor(0, 0);
        }
        drawer.due.set(json["due"].as_str().unwrap_or_default());
        drawer
    }

    pub(super) fn draft(&self, open: bool, world: &World) -> Draft {
        let owner = self.owner.map(|o| o.to_string());
        let text = json!({
            "open": open, "grade": self.grade as u8, "title": self.title.text(), "facts": self.facts.text(),
            "owner": owner, "due": self.due.text(), "drafted": {"title": self.drafted.0, "facts": self.drafted.1},
        });
        Draft { id: self.answer, field: DRAFT_FIELD, text: text.to_string(), extra: String::new(), at: world.now }
    }

    /// Whether somebody put anything into it that its draft did not say by itself.
    fn is_touched(&self) -> bool {
        let same = self.begun == Some((self.grade, self.owner)) && self.due.text().trim().is_empty();
        !same || self.title.text() != self.drafted.0 || self.facts.text() != self.drafted.1
    }

    pub fn due(&self) -> Option<u64> {
        self.typing.due()
    }
    /// Whether everything in it is in the file as a draft.
    pub fn is_saved(&self) -> bool {
        !self.typing.is_open()
    }
    /// Pasted text goes where the cursor is; where no text can stand, among the facts, so that nothing is lost.
    pub fn paste(&mut self, text: &str, world: &World) {
        match self.part {
            DrawerPart::Title => {
                self.title.paste(text);
            }
            DrawerPart::Due => {
                self.due.paste(text);
            }
            DrawerPart::Grade | DrawerPart::Facts | DrawerPart::Owner => {
                self.part = DrawerPart::Facts;
                self.facts.paste(text, world.now);
            }
        }
        self.typing.key(world.tick);
    }
    fn turn(&mut self, by: isize) {
        let at = PARTS.iter().position(|p| *p == self.part).unwrap_or(0) as isize;
        self.part = PARTS[(at + by).rem_euclid(PARTS.len() as isize) as usize];
    }
}

impl Card {
    /// Opens the drawer: a kept draft of this question, else a new one that drafts itself.
    pub(super) fn open_drawer(&mut self, world: &World) -> Vec<Effect> {
        let effects = self.flush_note(world);
        let Some(record) = self.current(world) else { return effects };
        // What is typed and not yet a step counts as well.
        let typed = record.clone().with(answer::NOTE, Value::text(self.editor.text()));
        if let Some(draft) = world.drafts.get(&(record.id, DRAFT_FIELD))
            && let Ok(json) = serde_json::from_str(&draft.text)
        {
            self.drawer = Some(Drawer::read(&typed, &json, world));
            return effects;
        }
        let grade = match answer::verdict(record) {
            Verdict::Major => Grade::Major,
            Verdict::Improve => Grade::Improve,
            _ => Grade::Minor,
        };
        let draft = notes::draft_finding(&typed, world.view());
        self.drawer = Some(Drawer::new(record.id, grade, draft, self.person(world), &world.records));
        effects
    }

    pub(super) fn run_drawer(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        let drawer = self.drawer.as_mut()?;
        match command {
            Command::DrawerKeep => return Some(self.keep_finding(world)),
            Command::DrawerBack => {
                let (draft, touched) = (drawer.draft(false, world), drawer.is_touched());
                let left = self.drawer.take();
                if let Some(before) = &mut self.before_esc {
                    before.drawer = left;
                }
                let key = self.key(Command::Raise, world);
                if !touched {
                    let said = format!("no finding; {key} drafts it anew from the lines that are there then");
                    return Some(vec![Effect::DropDraft(draft.id, draft.field), Effect::Say(said)]);
                }
                let said = format!("draft of the finding kept; {key} opens it again");
                return Some(vec![Effect::Draft(draft), Effect::Say(said)]);
            }
            Command::DrawerNext => drawer.turn(1),
            Command::DrawerPrev => drawer.turn(-1),
            Command::TextUndo => match drawer.part {
                DrawerPart::Title => {
                    drawer.title.undo();
                }
                DrawerPart::Facts => {
                    drawer.facts.undo();
                }
                _ => {}
            },
            _ => return None,
        }
        Some(Vec::new())
    }

    /// The word of a grade in this round.
    pub(super) fn grade_word(&self, grade: Grade, world: &World) -> &'static str {
        grade.word(!self.is_gap(world))
    }

    pub(super) fn drawer_input(&mut self, key: Key, world: &World) -> Vec<Effect> {
        let gap = self.is_gap(world);
        let Some(drawer) = self.drawer.as_mut() else { return Vec::new() };
        let changed = match (drawer.part, key.code) {
            (DrawerPart::Grade, Code::Char(letter)) => match Grade::ALL.iter().find(|g| g.letter() == letter) {
                Some(grade) => {
                    drawer.grade = *grade;
                    true
                }
                None => {
                    let word = |g: &Grade| format!("{} {}", g.letter(), g.word(!gap));
                    let words: Vec<String> = Grade::ALL.iter().map(word).collect();
                    return vec![Effect::Say(format!("{}; Tab goes on to the title", words.join(", ")))];
                }
            },
            (DrawerPart::Title, _) => drawer.title.input(key),
            (DrawerPart::Facts, _) => drawer.facts.input(key, world.now),
            (DrawerPart::Due, _) => drawer.due.input(key),
            (DrawerPart::Owner, Code::Char(letter)) => {
                let current: Vec<Id> = drawer.owner.into_iter().collect();
                let then = AfterChoice::Records(RecordsFor::Owner);
                let menu = field::picker("Owner of the finding".into(), &[Kind::Person], false, &current, then, world);
                // The letter that opens the list is the first of the name.
                let typed = if letter == ' ' { String::new() } else { letter.to_string() };
                return vec![Effect::Go(Place::Menu(Menu { typed, ..menu }))];
            }
            _ => false,
        };
        if changed {
            drawer.typing.key(world.tick);
        }
        Vec::new()
    }

    /// Takes the owner that was chosen; somebody new is added at once, so that the draft can name them.
    pub(super) fn receive_drawer(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        let Some(drawer) = self.drawer.as_mut() else { return Vec::new() };
        let (owner, effects) = match answer {
            Answer::Records(RecordsFor::Owner, ids) => (ids.first().copied(), Vec::new()),
            Answer::New(RecordsFor::Owner, name, _) => {
                let id = world.records.next_id(Kind::Person);
                let change = Change::new(format!("person {id} {name}"));
                let change = change.create(id, vec![(Kind::Person.spec().title, Value::text(&name))]);
                (Some(id), vec![Effect::Save(change), Effect::Say(format!("{id} {name} added"))])
            }
            _ => return Vec::new(),
        };
        if drawer.owner != owner {
            drawer.owner = owner;
            drawer.typing.key(world.tick);
        }
        effects
    }

    pub(super) fn flush_drawer(&mut self, world: &World) -> Vec<Effect> {
        match self.drawer.as_mut() {
            Some(drawer) if drawer.typing.is_open() => {
                drawer.typing.written();
                vec![Effect::Draft(drawer.draft(true, world))]
            }
            _ => Vec::new(),
        }
    }

    /// One step: the finding, and the verdict of the question that follows from its grade.
    fn keep_finding(&mut self, world: &World) -> Vec<Effect> {
        let Some(drawer) = self.drawer.as_ref() else { return Vec::new() };
        let due = drawer.due.text().trim();
        let due = match crate::panes::answering::human(&finding::FIELDS[finding::DUE], due, world) {
            Ok(value) => value,
            Err(why) => {
                let said = format!("{why}; empty is set at the closing");
                if let Some(drawer) = self.drawer.as_mut() {
                    drawer.part = DrawerPart::Due;
                }
                return vec![Effect::Say(said)];
            }
        };
        if drawer.title.text().trim().is_empty() {
            if let Some(drawer) = self.drawer.as_mut() {
                drawer.part = DrawerPart::Title;
            }
            return vec![Effect::Say("a finding needs a title; Esc keeps the draft".into())];
        }
        let Some(drawer) = self.drawer.take() else { return Vec::new() };
        let mut effects = self.finish_note(world);
        effects.extend(self.begin(world));
        let Some(record) = self.current(world) else { return effects };
        let id = world.records.next_id(Kind::Finding);
        let verdict = drawer.grade.verdict();
        let values = super::judge::verdict_values(record, verdict, world);
        let change = Change::new(format!("finding {id}, {}", self.place_name(world)))
            .create(id, self.finding_values(&drawer, due, world))
            .set(record, values)
            .ends_draft(record.id, DRAFT_FIELD);
        effects.push(Effect::Save(change));
        effects.push(Effect::Say(format!("{id} raised, verdict {}", self.grade_word(drawer.grade, world))));
        effects
    }

    fn finding_values(&self, drawer: &Drawer, due: Value, world: &World) -> Vec<(usize, Value)> {
        let round = world.records.get(self.interview).and_then(|i| i.one(interview::ROUND));
        let source = if self.is_gap(world) { finding::Source::Gap } else { finding::Source::Audit };
        vec![
            (finding::TITLE, Value::text(drawer.title.text().trim())),
            (finding::GRADE, drawer.grade.value()),
            (finding::STEP, finding::Step::New.value()),
            (finding::SOURCE, source.value()),
            (finding::AGAINST, Value::refs(drawer.against)),
            (finding::SYSTEMS, Value::refs(drawer.systems.iter().copied())),
            (finding::CRITERION, Value::text(&drawer.criterion)),
            (finding::CONDITION, Value::text(drawer.facts.text())),
            (finding::EXTENT, Value::text(workflow::sample::extents(world.view(), drawer.answer))),
            (finding::EVIDENCE, Value::refs(drawer.evidence.iter().copied())),
            (finding::OWNER, Value::one(drawer.owner)),
            (finding::DUE, due),
            (finding::ROUND, Value::one(round)),
            (finding::ANSWER, Value::Ref(drawer.answer)),
            (finding::RAISED, Value::Stamp(world.now)),
            (finding::RAISED_BY, Value::text(&world.actor)),
        ]
    }
}
