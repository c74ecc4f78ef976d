//! Samples: how one is drawn, what a result changes, how a drawn item is replaced, and how far a finding reaches by it.

use crate::domain::{
    Change, Id, Kind, Record, Value, View,
    kinds::{
        answer,
        drawn::{self, Outcome},
        finding, item,
        sample::{self, Method},
    },
    sampling,
};
use jiff::civil::Date;

/// The largest population of which only the number is known that is drawn from.
pub const MOST: usize = 100_000;

/// From what a sample is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SampleSource {
    /// The records of a kind in this file.
    Register(Kind),
    /// Lines that somebody pasted.
    List(String, Vec<String>),
    /// A number of things that are numbered elsewhere: `tickets of June`.
    Count(String, usize),
}

/// Who draws, when, and what the seed is made of besides.
#[derive(Clone, Debug)]
pub struct Hand {
    pub by: Option<Id>,
    pub today: Date,
    /// The moment, to the second or finer.
    pub moment: String,
}

/// The registers of this file from which samples are drawn.
pub fn registers() -> impl Iterator<Item = Kind> {
    Kind::ALL.iter().copied().filter(|kind| !kind.spec().row && !kind.spec().single && kind.spec().owner.is_some())
}

/// The register that a question names: the one whose word stands first in it, else that of the AI systems.
pub fn register_of(view: View, answer: &Record) -> Kind {
    let about = answer.one(answer::ITEM).and_then(|id| view.records.get(id)).map_or("", |i| i.text(item::TITLE));
    let texts = [answer.title().to_lowercase(), about.to_lowercase()];
    let named = |text: &str, kind: &Kind| {
        let words = [kind.spec().plural, kind.spec().name].into_iter().chain(kind.spec().also.iter().copied());
        words.filter_map(|w| text.find(&w.to_lowercase())).min()
    };
    let first = |text: &String| registers().filter_map(|k| Some((named(text, &k)?, k))).min_by_key(|(at, _)| *at);
    texts.iter().find_map(first).map_or(Kind::System, |(_, kind)| kind)
}

/// The population as one line an item; with groups, their word stands before a bar.
pub fn population(view: View, source: &SampleSource, method: Method) -> Vec<String> {
    match source {
        SampleSource::Register(kind) => view
            .records
            .all(*kind)
            .map(|r| match (method, kind.spec().state) {
                (Method::Stratified, Some(state)) => format!("{} | {} {}", view.cell(r, state), r.id, r.title()),
                _ => format!("{} {}", r.id, r.title()),
            })
            .collect(),
        SampleSource::List(_, lines) => lines.clone(),
        SampleSource::Count(_, count) => (1..=(*count).min(MOST)).map(|n| n.to_string()).collect(),
    }
}

/// The record that a line of a population names.
fn record_of(view: View, line: &str) -> Option<Id> {
    let rest = line.split_once(" | ").map_or(line, |(_, rest)| rest);
    let id: Id = rest.split(' ').next()?.parse().ok()?;
    view.records.get(id).map(|r| r.id)
}

/// What is to be drawn.
#[derive(Clone, Debug)]
pub struct SamplePlan {
    pub source: SampleSource,
    pub method: Method,
    /// The rule's size without one.
    pub size: Option<usize>,
    /// Made of moment, question and list without one.
    pub seed: Option<String>,
    /// Places in the list that a person chose, where the method is to choose.
    pub chosen: Vec<usize>,
    pub why: String,
}

impl SamplePlan {
    /// The defaults: at random, by the rule's size, a seed made here.
    pub fn usual(source: SampleSource) -> SamplePlan {
        SamplePlan { source, method: Method::Random, size: None, seed: None, chosen: Vec::new(), why: String::new() }
    }
}

/// A new sample for an answer with its items, or what an old one is drawn as anew.
pub fn draw(view: View, answer: Id, old: Option<&Record>, plan: &SamplePlan, hand: &Hand) -> Result<Change, String> {
    let list = population(view, &plan.source, plan.method);
    if list.is_empty() {
        return Err("there is nothing to draw from: the population is empty".into());
    }
    let text = list.join("\n");
    let by_hand = matches!(plan.method, Method::RiskBased | Method::Judgement);
    let size = match plan.method {
        Method::All => list.len(),
        _ if by_hand => plan.chosen.len(),
        _ => plan.size.unwrap_or_else(|| sampling::usual_size(list.len())).min(list.len()),
    };
    if size == 0 {
        return Err("nothing is chosen: a sample has at least one item".into());
    }
    let seed = plan.seed.clone().unwrap_or_else(|| sampling::seed_of(&[&hand.moment, &answer.to_string(), &text]));
    let places = if by_hand { plan.chosen.clone() } else { sampling::order(plan.method, &seed, &list, size) };
    let id = old.map_or_else(|| view.records.next_id(Kind::Sample), |s| s.id);
    let values = values(answer, plan, &list, size, &seed, hand);
    let verb = if old.is_some() { "drawn anew" } else { "drawn" };
    let mut change = Change::new(format!("sample {id} {verb}, {size} of {}", list.len()));
    change = match old {
        Some(old) => sample::items(view, old.id).into_iter().fold(change.set(old, values), |c, item| c.hide(item)),
        None => change.create(id, values),
    };
    let mut next = view.records.next_id(Kind::Drawn);
    for place in places.into_iter().take(size).filter(|p| *p < list.len()) {
        change = change.create(next, item_values(view, id, &list, place));
        next.n += 1;
    }
    Ok(change)
}

fn values(answer: Id, plan: &SamplePlan, list: &[String], size: usize, seed: &str, hand: &Hand) -> Vec<(usize, Value)> {
    let (of, register, kept) = match &plan.source {
        SampleSource::Register(kind) => (kind.spec().plural.to_string(), kind.spec().plural, true),
        SampleSource::List(of, _) => (of.clone(), "", true),
        SampleSource::Count(of, _) => (of.clone(), "", false),
    };
    let text = list.join("\n");
    let by_hand = matches!(plan.method, Method::RiskBased | Method::Judgement);
    let why = match (plan.why.trim(), plan.size, plan.method) {
        ("", _, Method::All) => "all of them".to_string(),
        ("", None, _) if !by_hand => sampling::RULE.to_string(),
        (why, ..) => why.to_string(),
    };
    vec![
        (sample::OF, Value::text(of)),
        (sample::ANSWER, Value::Ref(answer)),
        (sample::METHOD, plan.method.value()),
        (sample::POPULATION, Value::Number(list.len() as i64)),
        (sample::SIZE, Value::Number(size as i64)),
        (sample::WHY, Value::text(why)),
        (sample::SEED, if by_hand || plan.method == Method::All { Value::Empty } else { Value::text(seed) }),
        (sample::REGISTER, Value::text(register)),
        (sample::DIGEST, if kept { Value::text(sampling::digest(&format!("{text}\n"))) } else { Value::Empty }),
        (sample::LIST, if kept { Value::text(text) } else { Value::Empty }),
        (sample::DRAWN, Value::Date(hand.today)),
        (sample::BY, Value::one(hand.by)),
    ]
}

fn item_values(view: View, sample: Id, list: &[String], place: usize) -> Vec<(usize, Value)> {
    vec![
        (drawn::ITEM, Value::text(&list[place])),
        (drawn::SAMPLE, Value::Ref(sample)),
        (drawn::PLACE, Value::Number(place as i64 + 1)),
        (drawn::RECORD, Value::one(record_of(view, &list[place]))),
    ]
}

/// What a drawn item showed, and how far the findings of its question reach by that.
pub fn result(view: View, item: &Record, outcome: Option<Outcome>) -> Change {
    let word = outcome.map_or("not looked at", Outcome::label);
    let value = outcome.map_or(Value::Empty, Outcome::value);
    let change = Change::new(format!("{} of sample: {word}", item.id)).set(item, vec![(drawn::RESULT, value)]);
    let Some(sample) = item.one(drawn::SAMPLE).and_then(|id| view.records.live(id)) else { return change };
    let line = extent_with(view, sample, Some((item.id, outcome)));
    let Some(answer) = sample.one(sample::ANSWER) else { return change };
    view.records
        .linked(answer, Kind::Finding, finding::ANSWER)
        .filter(|f| finding::is_open(f) && f.value(finding::EXTENT) != &Value::Unread)
        .fold(change, |c, f| {
            c.set(f, vec![(finding::EXTENT, Value::text(laid(f.text(finding::EXTENT), sample.id, &line)))])
        })
}

/// The item that comes next in the order of the draw takes the place of one that cannot be looked at.
pub fn replacement(view: View, item: &Record, because: &str) -> Result<Change, String> {
    let sample = item.one(drawn::SAMPLE).and_then(|id| view.records.live(id)).ok_or("its sample was deleted")?;
    let method = Method::of(sample, sample::METHOD).unwrap_or(Method::Random);
    if sample::is_replaced(view, item.id) {
        return Err(format!("{} was replaced already", item.id));
    }
    if matches!(method, Method::RiskBased | Method::Judgement) {
        return Err("these items were chosen by hand; draw anew to choose another one".into());
    }
    let list = match (sample.value(sample::LIST), sample.number(sample::POPULATION)) {
        (Value::Unread, _) => return Err("still reading the list; try once more".into()),
        (Value::Empty, Some(count)) => (1..=count).map(|n| n.to_string()).collect(),
        _ => sampling::lines(sample.text(sample::LIST)),
    };
    let size = sample.number(sample::SIZE).unwrap_or(0) as usize;
    let taken: Vec<i64> = sample::items(view, sample.id).iter().filter_map(|i| i.number(drawn::PLACE)).collect();
    let next = sampling::order(method, sample.text(sample::SEED), &list, size)
        .into_iter()
        .find(|place| !taken.contains(&(*place as i64 + 1)))
        .ok_or("the population has no further item")?;
    let mut values = item_values(view, sample.id, &list, next);
    values.extend([(drawn::REPLACES, Value::Ref(item.id)), (drawn::BECAUSE, Value::text(because.trim()))]);
    Ok(Change::new(format!("{} of sample replaced", item.id)).create(view.records.next_id(Kind::Drawn), values))
}

/// `Sample SA-01 of AI systems: 3 of 9 drawn (random, seed 7f3a1c22), 3 looked at, 1 exception: S-03 Voice bot (not found).`
pub fn extent(view: View, sample: &Record) -> String {
    extent_with(view, sample, None)
}

fn extent_with(view: View, sample: &Record, news: Option<(Id, Option<Outcome>)>) -> String {
    let of = |item: &Record| match news {
        Some((id, outcome)) if id == item.id => outcome,
        _ => Outcome::of(item, drawn::RESULT),
    };
    let items: Vec<(&Record, Option<Outcome>)> = sample::items(view, sample.id)
        .into_iter()
        .filter(|i| !sample::is_replaced(view, i.id))
        .map(|i| (i, of(i)))
        .collect();
    let tested = items.iter().filter(|(_, o)| o.is_some()).count();
    let failed: Vec<String> = items
        .iter()
        .filter_map(|(i, o)| Some((i, o.filter(|o| *o != Outcome::AsAsked)?)))
        .map(|(i, o)| if o == Outcome::Missing { format!("{} (not found)", i.title()) } else { i.title().to_string() })
        .collect();
    let exceptions = match failed.len() {
        0 => "no exception".to_string(),
        1 => format!("1 exception: {}", failed[0]),
        n => format!("{n} exceptions: {}", failed.join("; ")),
    };
    format!("{}{}, {tested} looked at, {exceptions}.", head(sample.id), how(view, sample, items.len()))
}

/// `AI systems: 3 of 9 drawn (random, seed 7f3a1c22)`
pub fn how(view: View, sample: &Record, drawn: usize) -> String {
    let seed = match sample.text(sample::SEED) {
        "" => String::new(),
        seed => format!(", seed {seed}"),
    };
    let population = sample.number(sample::POPULATION).unwrap_or(0);
    format!("{}: {drawn} of {population} drawn ({}{seed})", sample.title(), view.cell(sample, sample::METHOD))
}

fn head(sample: Id) -> String {
    format!("Sample {sample} of ")
}

/// A text with the line of a sample in it: in place of its earlier one, else at the end.
pub fn laid(text: &str, sample: Id, line: &str) -> String {
    let head = head(sample);
    let mut lines: Vec<&str> = text.lines().collect();
    match lines.iter().position(|l| l.starts_with(&head)) {
        Some(at) => lines[at] = line,
        None => lines.push(line),
    }
    lines.join("\n")
}

/// What the samples of an answer say of how far a finding reaches.
pub fn extents(view: View, answer: Id) -> String {
    let lines: Vec<String> = sample::of_answer(view, answer).into_iter().map(|s| extent(view, s)).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Records,
        gate::{self, Asker, Outcome as Said},
    };

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }
    fn day() -> Date {
        Date::constant(2026, 11, 26)
    }
    fn hand() -> Hand {
        Hand { by: None, today: day(), moment: "2026-11-26T10:00:00".into() }
    }

    /// A question with a finding, and a drawn sample of twelve tickets.
    fn drawn_from(count: usize) -> Records {
        let mut records = Records::default();
        let finding = vec![(finding::ANSWER, Value::Ref(id("AW-001"))), (finding::EXTENT, Value::text("since May"))];
        let change = Change::new("x")
            .create(id("AW-001"), vec![(answer::QUESTION, Value::text("Show me what suppliers promise"))])
            .create(id("F-001"), finding);
        records.apply(&change);
        let plan = SamplePlan::usual(SampleSource::Count("tickets of June".into(), count));
        let view = View { records: &records, today: day() };
        let change = draw(view, id("AW-001"), None, &plan, &hand()).unwrap();
        records.apply(&change);
        records
    }

    #[test]
    fn a_sample_has_the_size_of_the_rule_and_says_where_that_comes_from() {
        let records = drawn_from(12);
        let view = View { records: &records, today: day() };
        let sample = records.get(id("SA-01")).unwrap();
        assert_eq!(sample.number(sample::SIZE), Some(4));
        assert_eq!(sample.text(sample::WHY), sampling::RULE);
        let places: Vec<i64> = sample::items(view, sample.id).iter().filter_map(|i| i.number(drawn::PLACE)).collect();
        let seed = sample.text(sample::SEED);
        let all: Vec<String> = (1..=12).map(|n| n.to_string()).collect();
        let mut again: Vec<i64> =
            sampling::order(Method::Random, seed, &all, 4)[..4].iter().map(|p| *p as i64 + 1).collect();
        again.sort_unstable();
        assert_eq!(places, again);
    }

    #[test]
    fn an_exception_stands_in_how_far_a_finding_reaches_and_is_counted_once() {
        let mut records = drawn_from(12);
        for outcome in [Outcome::Exception, Outcome::AsAsked, Outcome::Missing] {
            let view = View { records: &records, today: day() };
            let change = result(view, records.get(id("SI-001")).unwrap(), Some(outcome));
            records.apply(&change);
        }
        let first = records.get(id("SI-001")).unwrap().title().to_string();
        let extent = records.get(id("F-001")).unwrap().text(finding::EXTENT).to_string();
        assert!(
            extent.starts_with("since May\nSample SA-01 of tickets of June: 4 of 12 drawn (random, seed "),
            "{extent}"
        );
        assert!(extent.ends_with(&format!("1 looked at, 1 exception: {first} (not found).")), "{extent}");
        assert_eq!(extent.lines().count(), 2);
    }

    #[test]
    fn an_item_is_replaced_by_the_next_of_the_draw_and_only_with_a_reason() {
        let mut records = drawn_from(12);
        let view = View { records: &records, today: day() };
        let item = records.get(id("SI-002")).unwrap();
        let bare = replacement(view, item, " ").unwrap();
        assert!(matches!(gate::validate(&view, &bare, &Asker::default()), Said::Refused(_)));
        let change = replacement(view, item, "the person who kept it left").unwrap();
        assert_eq!(gate::validate(&view, &change, &Asker::default()), Said::LetThrough);
        records.apply(&change);
        let view = View { records: &records, today: day() };
        let new = records.get(id("SI-005")).unwrap();
        assert_eq!(sample::counts(view, records.get(id("SA-01")).unwrap()).drawn, 4);
        let all: Vec<String> = (1..=12).map(|n| n.to_string()).collect();
        let seed = records.get(id("SA-01")).unwrap().text(sample::SEED).to_string();
        assert_eq!(new.number(drawn::PLACE), Some(sampling::order(Method::Random, &seed, &all, 4)[4] as i64 + 1));
        assert!(replacement(view, records.get(id("SI-002")).unwrap(), "again").is_err());
    }

    #[test]
    fn nobody_picks_what_is_looked_at() {
        let mut records = drawn_from(12);
        let asks = |records: &Records, change: &Change| {
            gate::validate(&View { records, today: day() }, change, &Asker::default())
        };
        let item = records.get(id("SI-001")).unwrap();
        let other = Change::new("x").set(item, vec![(drawn::ITEM, Value::text("a nicer one"))]);
        assert!(matches!(asks(&records, &other), Said::Refused(_)));
        assert!(matches!(asks(&records, &Change::new("x").hide(item)), Said::AsksReason(_)));
        let anew = |records: &Records| {
            let view = View { records, today: day() };
            let plan = SamplePlan {
                seed: Some("mine".into()),
                ..SamplePlan::usual(SampleSource::Count("tickets".into(), 12))
            };
            draw(view, id("AW-001"), records.get(id("SA-01")), &plan, &hand()).unwrap()
        };
        // As long as nothing was looked at it may be drawn anew.
        assert_eq!(asks(&records, &anew(&records)), Said::LetThrough);
        let view = View { records: &records, today: day() };
        let change = result(view, item, Some(Outcome::Exception));
        records.apply(&change);
        assert!(matches!(asks(&records, &anew(&records)), Said::AsksReason(_)));
    }

    #[test]
    fn the_register_is_the_one_that_the_question_names() {
        let records = drawn_from(12);
        let view = View { records: &records, today: day() };
        assert_eq!(register_of(view, records.get(id("AW-001")).unwrap()), Kind::Supplier);
        let plain = Record::new(id("AW-002")).with(answer::QUESTION, Value::text("How do you know?"));
        assert_eq!(register_of(view, &plain), Kind::System);
    }
}
