//! Rounds, question lists and recaps as people use them: keys in, records and screens out.

use super::testing;
use crate::{
    app::{App, Msg},
    domain::{
        Id, Kind, Record, coverage,
        kinds::{
            answer::{self, Facts, Verdict},
            interview, person, round,
        },
        notes::{self, Mark},
    },
    keymap::{Key, sequence},
    parts::paint::tests::screen,
    ui::{Effect, Output, Place},
};
use jiff::civil::date;

/// The app as somebody uses it, and what it asked the runtime to do.
struct Desk {
    app: App,
    effects: Vec<Effect>,
}

impl Desk {
    fn demo(place: Place) -> Desk {
        Desk { app: App::new(testing::halden(), place), effects: Vec::new() }
    }
    /// The list of rounds of a new file.
    fn new_file() -> Desk {
        let place = Place::List(Kind::Round, String::new());
        Desk { app: App::new(testing::empty(), place), effects: Vec::new() }
    }
    fn press(&mut self, key: Key) {
        let (now, tick) = (self.app.world.now, self.app.world.tick + 1);
        self.effects.extend(self.app.update(now, tick, Msg::Key(key)));
    }
    /// Presses keys as key map files spell them.
    fn keys(&mut self, keys: &str) -> &mut Desk {
        let keys = if keys.is_empty() { Vec::new() } else { sequence(keys).unwrap() };
        keys.into_iter().for_each(|key| self.press(key));
        self
    }
    fn words(&mut self, text: &str) -> &mut Desk {
        text.chars().for_each(|c| self.press(Key::char(c)));
        self
    }
    fn screen(&self, (width, height): (u16, u16)) -> String {
        screen(width, height, |canvas| {
            let area = canvas.area();
            self.app.draw(canvas, area);
        })
        .join("\n")
    }
    fn text(&self) -> String {
        self.screen((80, 24))
    }
    fn said(&self) -> &str {
        self.app.status().map_or("", |(text, _)| text)
    }
    fn get(&self, id: &str) -> &Record {
        self.app.world.records.get(id.parse().unwrap()).unwrap()
    }
    fn labels(&self) -> Vec<&str> {
        self.effects
            .iter()
            .filter_map(|e| if let Effect::Save(c) = e { Some(c.label.as_str()) } else { None })
            .collect()
    }
    fn questions(&self, interview: Id) -> Vec<&Record> {
        interview::answers(self.app.world.view(), interview)
    }
}

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

#[test]
fn every_pane_draws_at_every_size() {
    let places = || {
        [
            Place::Round(id("RD-01")),
            Place::Round(id("RD-03")),
            Place::Round(id("RD-99")),
            Place::Plan(id("I-03")),
            Place::Plan(id("I-99")),
            Place::Recap(id("I-03")),
            Place::Recap(id("I-02")),
            Place::Recap(id("I-99")),
        ]
    };
    for place in places() {
        for keys in ["", "G tab", "tab end", "g g"] {
            let mut desk = Desk::demo(place.clone());
            desk.keys(keys);
            for size in testing::SIZES {
                desk.app.world.size = size;
                desk.screen(size);
                desk.app.world.bars_hidden = !desk.app.world.bars_hidden;
                desk.screen(size);
            }
        }
    }
}

#[test]
fn a_round_is_started_with_two_keys_and_enter() {
    let mut desk = Desk::new_file();
    desk.keys("n");
    assert!(desk.text().contains("gap analysis") && desk.text().contains("internal audit"), "{}", desk.text());
    desk.keys("a");
    assert!(desk.text().contains("Internal audit 2026"), "{}", desk.text());
    desk.keys("enter");
    let round = desk.get("RD-01");
    assert_eq!((round.title(), round::Type::of(round, round::TYPE)), ("Internal audit 2026", Some(round::Type::Audit)));
    assert_eq!(round.date(round::FROM), Some(date(2026, 11, 24)));
    assert!(!round.text(round::OBJECTIVE).is_empty() && !round.text(round::METHODS).is_empty());
    let text = desk.text();
    assert!(text.contains("No interview is planned yet. n plans one"), "{text}");
    assert!(text.contains("not asked in any interview (70): 4.1, 4.2"), "{text}");
}

#[test]
fn a_new_person_is_interviewed_with_questions_for_the_role_as_one_step() {
    let mut desk = Desk::new_file();
    desk.keys("n g enter").keys("n").words("D. Lind").keys("enter");
    assert!(desk.text().contains("D. Lind is asked as what?"), "{}", desk.text());
    desk.words("ML lead").keys("enter");
    assert_eq!(desk.labels(), ["round RD-01 Gap analysis 2026", "interview I-01 with D. Lind"]);
    let planned = desk.get("I-01");
    assert_eq!(planned.title(), "ML lead");
    assert_eq!(planned.refs(interview::WITH), [id("P-01")]);
    assert_eq!(
        planned.stamp(interview::START).map(|s| (s.date(), s.clock())),
        Some((date(2026, 11, 25), "10:00".into()))
    );
    assert_eq!(desk.get("P-01").choice(person::ROLE), planned.choice(interview::ROLE));
    let count = desk.questions(id("I-01")).len();
    assert!((10..=15).contains(&count), "{count}");
    let text = desk.text();
    assert!(text.contains("with D. Lind  as ML lead  Wed 25 Nov 10:00, 45 min"), "{text}");
    assert!(desk.said().starts_with(&format!("I-01 with D. Lind: {count} questions proposed")), "{}", desk.said());
    desk.keys("q");
    assert!(desk.text().contains("I-01"), "{}", desk.text());
    desk.keys("n").words("Lind").keys("enter");
    let again = desk.get("I-02").stamp(interview::START).unwrap();
    assert_eq!(again.clock(), "11:00");
}

#[test]
fn a_round_shows_its_interviews_coverage_and_what_nobody_is_asked() {
    let mut desk = Desk::demo(Place::Round(id("RD-03")));
    for size in [(80, 24), (140, 45)] {
        let text = desk.screen(size);
        assert!(text.contains("I-03") && text.contains("Okafor") && text.contains("A.6"), "{text}");
        assert!(text.contains("COVERAGE") && text.contains("judged ") && text.contains("lead A. Brandt"), "{text}");
    }
    let count = coverage::interviews(&desk.app.world.records, id("RD-03")).len();
    assert!(desk.text().contains(&format!("INTERVIEWS 1-4 of {count}")), "{}", desk.text());
    desk.app.world.hide_verdicts = true;
    assert!(!desk.text().contains("gaps") && !desk.text().contains("findings"));
    desk.app.world.hide_verdicts = false;
    desk.keys("tab enter");
    assert!(desk.text().contains("4 Context of the organization: "), "{}", desk.text());
}

#[test]
fn an_interview_is_deleted_with_its_questions() {
    let mut desk = Desk::demo(Place::Round(id("RD-03")));
    let before = desk.app.world.records.count(Kind::Answer);
    let first = coverage::interviews(&desk.app.world.records, id("RD-03"))[0].id;
    let its = desk.questions(first).len();
    desk.keys("x d");
    assert!(desk.app.world.records.live(first).is_none());
    assert_eq!(desk.app.world.records.count(Kind::Answer), before - its);
    assert!(desk.said().contains("u brings it back with its links"));
}

#[test]
fn enter_opens_the_plan_of_a_planned_interview_and_the_card_of_a_running_one() {
    let mut desk = Desk::demo(Place::Round(id("RD-03")));
    let list: Vec<(Id, Option<interview::State>)> = coverage::interviews(&desk.app.world.records, id("RD-03"))
        .iter()
        .map(|i| (i.id, interview::State::of(i, interview::STATE)))
        .collect();
    for (at, (interview, state)) in list.iter().enumerate() {
        desk.keys("home").keys(&vec!["down"; at].join(" ")).keys("enter");
        let planned = *state == Some(interview::State::Planned);
        let place = if planned { Place::Plan(*interview) } else { Place::Card(*interview, None) };
        assert!(desk.app.top().unwrap().is_at(&place), "{interview} {state:?}");
        desk = Desk::demo(Place::Round(id("RD-03")));
    }
}

#[test]
fn an_audit_from_a_gap_analysis_opens_with_its_questions() {
    let mut desk = Desk::demo(Place::List(Kind::Round, String::new()));
    desk.keys("/").words("Gap").keys("enter F");
    let new = desk.app.world.records.all(Kind::Round).next_back().unwrap();
    assert_eq!(new.one(round::BASE), Some(id("RD-02")));
    assert!(desk.app.top().unwrap().is_at(&Place::Round(new.id)), "{}", desk.said());
    let taken = coverage::interviews(&desk.app.world.records, new.id).len();
    assert!(taken > 0 && desk.said().contains(&format!("{taken} interviews")), "{}", desk.said());
    assert_eq!(desk.labels(), [format!("audit {} from the answers of RD-02", new.id)]);
    // Pressed again, it asks: one audit of the same questions is enough for most.
    let first = new.id;
    desk.keys("q F");
    assert!(desk.text().contains(&format!("{first} was started from RD-02 already")), "{}", desk.text());
    desk.keys("g");
    assert!(desk.app.top().unwrap().is_at(&Place::Round(first)), "{}", desk.said());
    assert_eq!(desk.labels().len(), 1, "nothing was made");
    desk.keys("q F s");
    assert_eq!(desk.labels().len(), 2, "{}", desk.text());
}

#[test]
fn questions_are_added_moved_marked_dropped_and_filtered() {
    let mut desk = Desk::demo(Place::Plan(id("I-03")));
    let i = id("I-03");
    let before: Vec<Id> = desk.questions(i).iter().map(|a| a.id).collect();
    desk.keys("home +").words("Who may stop a release?").keys("enter");
    let list: Vec<Id> = desk.questions(i).iter().map(|a| a.id).collect();
    let new = desk.questions(i)[1];
    assert_eq!((list.len(), new.title()), (before.len() + 1, "Who may stop a release?"));
    assert_eq!(new.one(answer::ITEM), desk.get(&before[0].to_string()).one(answer::ITEM));
    let new = new.id;
    desk.keys("K");
    assert_eq!(desk.questions(i)[0].id, new);
    desk.keys("K");
    assert!(desk.said().contains("first question"));
    desk.keys("J J *");
    assert_eq!((desk.questions(i)[2].id, desk.get(&new.to_string()).choice(answer::KEY)), (new, Some(0)));
    desk.keys("x d");
    assert!(desk.app.world.records.live(new).is_none());
    desk.keys("home x d");
    assert!(
        desk.said().contains("it had a note and a verdict") || desk.said().contains("it had a verdict"),
        "{}",
        desk.said()
    );
    desk.keys("/").words("zzzz");
    assert!(desk.text().contains("No question here holds"), "{}", desk.text());
    desk.keys("esc");
    assert!(!desk.text().contains("No question here"));
    desk.keys("/").words("A.7").keys("enter J");
    assert!(desk.said().contains("filtered"), "{}", desk.said());
}

#[test]
fn questions_of_clauses_and_systems_are_picked_once() {
    let mut desk = Desk::demo(Place::Plan(id("I-03")));
    let count = |desk: &Desk| desk.questions(id("I-03")).len();
    let before = count(&desk);
    desk.keys("a").words("9.3.2").keys("enter");
    let added = count(&desk) - before;
    assert!(added >= 3 && desk.said().contains("added at the end"), "{added} {}", desk.said());
    assert_eq!(desk.questions(id("I-03")).last().unwrap().one(answer::ITEM), Id::item("9.3.2"));
    desk.keys("a").words("9.3.2").keys("enter");
    assert_eq!(count(&desk), before + added);
    assert!(desk.said().contains("in the list already"), "{}", desk.said());
    desk.keys("a").words("S-02").keys("enter");
    assert!(count(&desk) > before + added);
    assert_eq!(desk.questions(id("I-03")).last().unwrap().refs(answer::SYSTEMS), [id("S-02")]);
}

#[test]
fn a_proposal_says_what_it_left_out_and_adds_nothing_twice() {
    let mut desk = Desk::new_file();
    desk.keys("n a enter n").words("Vera").keys("enter").words("AIMS manager").keys("enter");
    let i = id("I-01");
    let count = desk.questions(i).len();
    desk.keys("p");
    assert_eq!(desk.questions(i).len(), count);
    assert!(
        desk.said().contains("nothing more to propose") && desk.said().contains("more do not fit 45 min"),
        "{}",
        desk.said()
    );
    desk.keys("x d p");
    assert_eq!(desk.questions(i).len(), count);
    assert!(desk.said().starts_with("1 question proposed"), "{}", desk.said());
    desk.keys("enter");
    assert!(desk.app.top().unwrap().is_at(&Place::Card(i, None)));
}

#[test]
fn the_guide_of_the_marked_question_is_beside_or_below() {
    let desk = Desk::demo(Place::Plan(id("I-03")));
    for size in [(80, 24), (140, 45)] {
        let text = desk.screen(size);
        assert!(text.contains("ASK") && text.contains("SHOW") && text.contains("q1 "), "{text}");
    }
    assert!(desk.screen((140, 45)).contains("LOOK FOR"));
}

#[test]
fn the_recap_reads_facts_and_shows_verdicts_only_when_asked() {
    let mut desk = Desk::demo(Place::Recap(id("I-03")));
    let text = desk.screen((140, 45));
    for heading in ["What I heard and saw", "You will send", "Still to ask", "Did I get that right?", "Correction:"] {
        assert!(text.contains(heading), "{heading}: {text}");
    }
    assert!(text.contains("recap, facts only (v: verdicts)") && text.contains("For you alone: "), "{text}");
    for f in desk.app.world.records.all(Kind::Finding) {
        assert!(!text.contains(&f.id.to_string()), "{}", f.id);
    }
    let asked = desk.questions(id("I-03"));
    for note in asked.iter().flat_map(|a| notes::marked(a.text(answer::NOTE), Mark::Maybe)) {
        // A fact is read out to be confirmed, without the mark that says what may become of it.
        let (flat, fact) = (text.split_whitespace().collect::<Vec<_>>().join(" "), note.text.trim_end_matches('.'));
        assert!(flat.contains(fact) && !flat.contains(&format!("! {fact}")), "{fact}: {text}");
    }
    let judged =
        |v: Verdict| asked.iter().position(|a| answer::verdict(a) == v).map(|i| format!("{} q{}", v.letter(), i + 1));
    let minor = judged(Verdict::Minor).unwrap();
    assert!(!text.contains(&minor));
    desk.keys("v");
    assert!(desk.screen((140, 45)).contains(&minor) && !desk.app.world.hide_verdicts);
    desk.keys("y m");
    let Some(Effect::Copy { text, .. }) = desk.effects.last() else { panic!() };
    assert!(!text.contains(&minor) && text.contains("You will send") && !text.contains("For you alone"), "{text}");
}

#[test]
fn agreeing_ends_the_interview_and_facts_are_confirmed_or_disputed() {
    let mut desk = Desk::demo(Place::Recap(id("I-03")));
    let first = desk.questions(id("I-03"))[0].id.to_string();
    desk.keys("space");
    assert_eq!(Facts::of(desk.get(&first), answer::FACTS), Some(Facts::Confirmed));
    desk.keys("space space").words("the log comes tomorrow").keys("enter");
    assert_eq!(Facts::of(desk.get(&first), answer::FACTS), Some(Facts::Disputed));
    assert_eq!(desk.get(&first).text(answer::DISPUTE), "the log comes tomorrow");
    assert!(desk.screen((140, 45)).contains("[disputed: the log comes tomorrow]"));
    desk.keys("tab space");
    assert!(desk.screen((140, 45)).contains("[x] ER-"), "{}", desk.screen((140, 45)));
    desk.keys("tab tab enter");
    let held = desk.get("I-03");
    assert_eq!(interview::Recap::of(held, interview::RECAP), Some(interview::Recap::Agreed));
    assert_eq!(interview::State::of(held, interview::STATE), Some(interview::State::Held));
    assert_eq!(held.stamp(interview::RECAP_AT), Some(desk.app.world.now));
    assert!(desk.labels().contains(&"recap of I-03 agreed"));
    desk.keys("e").words("It is weekly.").keys("esc");
    assert_eq!(desk.get("I-03").text(interview::CORRECTION), "It is weekly.");
    desk.keys("W enter");
    assert!(desk.effects.iter().any(
        |e| matches!(e, Effect::Make { output: Output::Paper(paper), .. } if paper.kind == "recap" && paper.subject == Some(id("I-03")))
    ));
}
#[test]
fn an_interview_is_planned_from_the_list_of_rounds_too() {
    let mut desk = Desk::demo(Place::List(Kind::Round, String::new()));
    desk.keys("/").words("RD-03").keys("enter I").words("Sato").keys("enter");
    let new = desk.app.world.records.all(Kind::Interview).next_back().unwrap();
    assert_eq!(new.one(interview::ROUND), Some(id("RD-03")));
    assert_eq!(new.one(interview::AUDITOR), desk.get("RD-03").one(round::LEAD));
    assert!(desk.app.top().unwrap().is_at(&Place::Plan(new.id)), "{}", desk.said());
    assert!(new.stamp(interview::START).unwrap().utc > desk.app.world.now.utc);
}
