//! Which controls a system needs by class, origin, role and traits; and where it has fewer or more than that.
//!
//! The rules are data, see [`data`]. A bundle is the start of the choice for a system: its risks, its law and the
//! Statement of Applicability decide.

pub mod data;
#[cfg(test)]
mod table_tests;

use super::{
    Change, Id, Kind, Record, Value, View,
    kinds::{
        assessment, component, control_at, decision, group,
        item::{self, Basis, Use},
        organisation, risk,
        shared::{InPlace, YES},
        system::{self, Decisions, Origin, State, Technique, Tier},
    },
    marks,
    value::join_ids,
    workflow::decision::holds,
};
use std::{collections::BTreeMap, sync::OnceLock};

/// How much a system of a class needs a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Answered once for the organisation; no trait of a system raises it.
    Organisation,
    NotNeeded,
    /// Only if a risk of the system names it as treatment.
    IfRisk,
    Should,
    Must,
}

/// How much is kept at the system itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// The answer of the organisation is enough.
    Default,
    Light,
    Full,
}

impl Strength {
    fn of(letter: u8) -> Strength {
        match letter {
            b'm' => Strength::Must,
            b's' => Strength::Should,
            b'i' => Strength::IfRisk,
            b'o' => Strength::Organisation,
            _ => Strength::NotNeeded,
        }
    }
    fn raised(self) -> Strength {
        match self {
            Strength::Organisation => Strength::Organisation,
            Strength::NotNeeded | Strength::IfRisk => Strength::Should,
            Strength::Should | Strength::Must => Strength::Must,
        }
    }
    pub fn label(self) -> &'static str {
        match self {
            Strength::Organisation => "organisation",
            Strength::NotNeeded => "not needed",
            Strength::IfRisk => "if a risk asks",
            Strength::Should => "should",
            Strength::Must => "must",
        }
    }
}

impl Depth {
    fn of(letter: u8) -> Depth {
        match letter {
            b'f' => Depth::Full,
            b'l' => Depth::Light,
            _ => Depth::Default,
        }
    }
}

/// What a system needs of one control, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    pub control: &'static str,
    pub strength: Strength,
    pub depth: Depth,
    reason: &'static str,
    /// The trait that raised it last.
    raised: Option<&'static str>,
}

impl Need {
    /// Why, in sentences: the reason of the control itself, then what raised it.
    pub fn why(&self) -> String {
        let own = data::REASONS.iter().find(|r| r.0 == self.reason).map(|r| r.1);
        let trait_of = |code: &str| data::MODIFIERS.iter().find(|m| m.0 == code).map(|m| m.2);
        let all: Vec<&str> = own.into_iter().chain(self.raised.and_then(trait_of)).collect();
        all.join(" ")
    }
    pub fn id(&self) -> Option<Id> {
        Id::item(self.control)
    }
    fn join(&mut self, other: &Need) {
        if (other.strength, other.depth) > (self.strength, self.depth) {
            (self.reason, self.strength) = (other.reason, self.strength.max(other.strength));
        }
        self.depth = self.depth.max(other.depth);
    }
}

/// The needs of a class (0 low to 3 critical) that comes from an origin, for a role.
fn bundle(class: usize, origin: &str, role: &str) -> &'static [Need] {
    static ALL: OnceLock<Vec<Vec<Need>>> = OnceLock::new();
    let every = || (0..4).flat_map(|class| data::FACETS.iter().map(move |f| worked_out(class, f[0], f[1])));
    let all = ALL.get_or_init(|| every().collect());
    let at = data::FACETS.iter().position(|f| f[0] == origin && f[1] == role);
    at.map_or(&[], |at| &all[class * data::FACETS.len() + at][..])
}

fn worked_out(class: usize, origin: &str, role: &str) -> Vec<Need> {
    let Some(facets) = data::FACETS.iter().find(|f| f[0] == origin && f[1] == role) else { return Vec::new() };
    let facet = |name: &str| match name {
        "build" => facets[2],
        "buy" => facets[3],
        "offer" => facets[4],
        _ => facets[5],
    };
    let holds = |when: &str| {
        let when = when.strip_prefix("else").unwrap_or(when).trim();
        let one = |said: &str| said.split_once(' ').is_some_and(|(name, word)| facet(name) == word);
        matches!(when, "" | "always") || when.split(" or ").any(one)
    };
    let need = |rule: &data::BundleRule| {
        let (_, strengths, depths, reason) = rule.cases.iter().find(|case| holds(case.0))?;
        let (strength, depth) = (Strength::of(strengths.as_bytes()[class]), Depth::of(depths.as_bytes()[class]));
        Some(Need { control: rule.control, strength, depth, reason, raised: None })
    };
    data::RULES.iter().filter_map(need).collect()
}

/// Raises what these traits ask for, a step for each.
fn raise(needs: &mut [Need], traits: &[&'static str]) {
    for (code, _, _, controls) in data::MODIFIERS.iter().filter(|m| traits.contains(&m.0)) {
        let fits = |need: &&mut Need| controls.contains(&need.control) && !data::STRUCTURAL.contains(&need.reason);
        for need in needs.iter_mut().filter(fits) {
            need.strength = need.strength.raised();
            need.depth = need.depth.max(Depth::Light);
            need.raised = Some(code);
        }
    }
}

/// The words of a field that were given, or all that may hold where none was.
fn given<'a>(words: Vec<&'a str>, all: &[&'a str]) -> Vec<&'a str> {
    let known: Vec<&str> = words.into_iter().filter(|w| all.contains(w)).collect();
    if known.is_empty() { all.to_vec() } else { known }
}

/// What a system needs of each control, before it is asked what is due.
pub fn needs(view: View, system: &Record) -> Vec<Need> {
    // An unknown class counts as high.
    let class = Tier::of(system, system::TIER).map_or(Tier::High as usize, |tier| tier as usize);
    let origin = Origin::of(system, system::ORIGIN).map(|o| o.choice().code);
    let origins = given(origin.into_iter().collect(), &["in_house", "external", "both"]);
    let all = ["provider", "producer", "customer", "partner"];
    let own: Vec<&str> = system.words(system::AI_ROLES).collect();
    let organisation = view.records.single(Kind::Organisation);
    let ours = || organisation.map_or(Vec::new(), |o| o.words(organisation::ROLES).collect());
    let roles = given(if own.is_empty() { ours() } else { own }, &all);
    let mut needs: Vec<Need> = Vec::new();
    for found in origins.iter().flat_map(|o| roles.iter().map(move |r| bundle(class, o, r))) {
        match needs.is_empty() {
            true => needs = found.to_vec(),
            false => needs.iter_mut().zip(found).for_each(|(need, other)| need.join(other)),
        }
    }
    raise(&mut needs, &traits(view, system));
    let treated = treated(view, system);
    let lifted = |n: &&mut Need| matches!(n.strength, Strength::IfRisk | Strength::NotNeeded);
    for need in needs.iter_mut().filter(lifted).filter(|n| n.id().is_some_and(|id| treated.contains(&id))) {
        (need.strength, need.reason, need.raised) = (Strength::Must, TREATS, None);
    }
    needs
}

/// The reason of a control that treats a risk of the system.
const TREATS: &str = "R-TREATS";

/// The controls that treat open risks of the system.
fn treated(view: View, system: &Record) -> Vec<Id> {
    let open = view.records.linked(system.id, Kind::Risk, risk::SYSTEMS).filter(|r| risk::is_open(r));
    open.flat_map(|r| r.refs(risk::CONTROLS)).copied().collect()
}

/// The traits of a system that raise what it needs, by code.
fn traits(view: View, system: &Record) -> Vec<&'static str> {
    let (set, facts) = (marks::codes(system, system::ACT_MARKS), marks::codes(system, system::ACT_FACTS));
    let held = marks::held(&set, &facts);
    let act_role = |role: &str| system.words(system::ACT_ROLES_HELD).any(|r| r == role);
    let own = |word: &str| system.words(system::TRAITS).any(|w| w == word);
    let decides = matches!(Decisions::of(system, system::DECISIONS), Some(Decisions::Automated | Decisions::WithHuman));
    let makes = matches!(Technique::of(system, system::TECHNIQUE), Some(Technique::Generative | Technique::Mixed));
    let parts = system.refs(system::PARTS).iter().filter_map(|id| view.records.live(*id));
    let agent = parts.into_iter().any(|p| p.id.kind == Kind::Component && component::is_agent(p));
    let held_by = [
        ("PERSONAL", system.choice(system::PERSONAL) == Some(YES)),
        ("DECIDES", decides && !system.text(system::AFFECTED).is_empty()),
        ("GENERATIVE", makes),
        ("AGENT", agent),
        ("OPEN", own("open")),
        ("LEARNS", own("learns")),
        ("HR-P", held.contains(&"HR") && act_role("provider")),
        ("HR-D", held.contains(&"HR") && act_role("deployer")),
        ("TRANSPARENT", held.contains(&"50")),
        ("VULNERABLE", meets_vulnerable(view, system)),
        ("SAFETY", own("safety") || is_dangerous(view, system)),
    ];
    held_by.into_iter().filter(|(_, holds)| *holds).map(|(code, _)| code).collect()
}

fn meets_vulnerable(view: View, system: &Record) -> bool {
    let assessments = view.records.linked(system.id, Kind::Assessment, assessment::SYSTEM);
    let mut groups = assessments.flat_map(|a| view.records.linked(a.id, Kind::Group, group::ASSESSMENT));
    groups.any(|g| g.choice(group::TYPE).is_some_and(|word| group::TYPES[usize::from(word)].code == "vulnerable"))
}

/// A risk of the area safety stands in one of the two highest bands.
fn is_dangerous(view: View, system: &Record) -> bool {
    let matrix = view.records.matrix();
    let high = |r: &Record| {
        let cell = risk::Picture::Current.on(r, matrix);
        cell.is_some_and(|(l, c)| matrix.band_index(l, c) + 2 >= matrix.bands.len())
    };
    let safety = |r: &Record| r.choice(risk::AREA).is_some_and(|a| risk::AREAS[usize::from(a)].code == "safety");
    view.records.linked(system.id, Kind::Risk, risk::SYSTEMS).any(|r| risk::is_open(r) && safety(r) && high(r))
}

/// Where the controls of a system do not fit its class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BundleFit {
    /// Left out of the Statement of Applicability, and needed here.
    pub excluded: Vec<Need>,
    /// Needed and not at least partly in place, what it must before what it should.
    pub under: Vec<Need>,
    /// Kept at the system without a risk, law, contract or reason behind it.
    pub over: Vec<Need>,
}

impl BundleFit {
    /// Controls in one line: `A.6.2.4, A.8.2 and 3 more`.
    pub fn told(needs: &[Need]) -> String {
        let ids: Vec<Id> = needs.iter().filter_map(Need::id).collect();
        let some = join_ids(&ids[..ids.len().min(3)], ", ");
        if ids.len() > 3 { format!("{some} and {} more", ids.len() - 3) } else { some }
    }
}

/// The controls of Annex A as they stand everywhere, looked up once for many systems.
pub struct Everywhere<'a>(Vec<Option<&'a Record>>);

impl<'a> Everywhere<'a> {
    pub fn of(view: View<'a>) -> Everywhere<'a> {
        let item = |rule: &data::BundleRule| Id::item(rule.control).and_then(|id| view.records.live(id));
        Everywhere(data::RULES.iter().map(item).collect())
    }
    /// Whether one of them is left out of the Statement of Applicability.
    pub fn leaves_out(&self) -> bool {
        self.0.iter().flatten().any(|i| Use::of(i, item::USE) == Some(Use::No))
    }
}

/// Compares what a system needs in its state with what is there.
pub fn fit(view: View, system: &Record) -> BundleFit {
    fit_with(view, system, &Everywhere::of(view))
}

/// The same for one of many systems.
pub fn fit_with(view: View, system: &Record, everywhere: &Everywhere) -> BundleFit {
    let due = State::of(system, system::STATE).map_or(data::DUE[0], |state| data::DUE[state as usize]);
    let kept: BTreeMap<Id, &Record> = view
        .records
        .linked(system.id, Kind::ControlAt, control_at::SYSTEM)
        .filter_map(|at| Some((at.one(control_at::CONTROL)?, at)))
        .collect();
    let treated = treated(view, system);
    let mut fit = BundleFit::default();
    for (need, item) in needs(view, system).into_iter().zip(&everywhere.0) {
        let Some(id) = need.id() else { continue };
        let (item, at) = (*item, kept.get(&id).copied());
        let needed = need.strength >= Strength::Should && due.contains(&need.control);
        if needed && item.is_some_and(|i| Use::of(i, item::USE) == Some(Use::No)) {
            if need.strength == Strength::Must {
                fit.excluded.push(need);
            }
        } else if needed && !is_there(item, at, need.depth) && !is_excused(view, system, id, at, need.strength) {
            fit.under.push(need);
        } else if is_beyond(item, at, &need) && !treated.contains(&id) {
            fit.over.push(need);
        }
    }
    fit.under.sort_by_key(|need| need.strength != Strength::Must);
    fit
}

/// At least partly in place: at the system, or everywhere where the answer of the organisation is enough.
fn is_there(item: Option<&Record>, at: Option<&Record>, depth: Depth) -> bool {
    let everywhere = item.is_some_and(|i| InPlace::of(i, item::STATE) >= Some(InPlace::Partly));
    let here = at.is_some_and(|at| match control_at::Use::of(at, control_at::USE) {
        Some(control_at::Use::Not) => false,
        Some(control_at::Use::Default) => everywhere,
        _ => InPlace::of(at, control_at::STATE) >= Some(InPlace::Partly),
    });
    here || depth == Depth::Default && everywhere
}

/// A reason at the system is enough for what it should; what it must is waived by a decision alone.
fn is_excused(view: View, system: &Record, control: Id, at: Option<&Record>, strength: Strength) -> bool {
    let waived = |d: &Record| {
        let about = d.refs(decision::ABOUT);
        let exception = decision::Type::of(d, decision::TYPE) == Some(decision::Type::Exception);
        exception && about.contains(&control) && holds(d, view.today)
    };
    match strength {
        Strength::Must => view.records.linked(system.id, Kind::Decision, decision::ABOUT).any(waived),
        _ => at.is_some_and(|at| !at.value(control_at::REASON).is_empty()),
    }
}

fn is_beyond(item: Option<&Record>, at: Option<&Record>, need: &Need) -> bool {
    let Some(at) = at.filter(|at| control_at::Use::of(at, control_at::USE) == Some(control_at::Use::Applies)) else {
        return false;
    };
    let bound = item.is_some_and(|i| matches!(Basis::of(i, item::BASIS), Some(Basis::Law | Basis::Contract)));
    let unasked = need.strength == Strength::NotNeeded
        || need.depth == Depth::Default && InPlace::of(at, control_at::STATE) >= Some(InPlace::InPlace);
    unasked && !bound && at.value(control_at::REASON).is_empty()
}

/// The step that adds to a system the controls that its class asks to be kept there and that are not.
pub fn take(view: View, system: &Record) -> Result<Change, String> {
    let kept: Vec<Id> = view
        .records
        .linked(system.id, Kind::ControlAt, control_at::SYSTEM)
        .filter_map(|at| at.one(control_at::CONTROL))
        .collect();
    let mut next = view.records.next_id(Kind::ControlAt);
    let mut change = Change::new(String::new());
    let mut count = 0;
    for need in fit(view, system).under.iter().filter(|n| n.depth > Depth::Default) {
        let Some(id) = need.id().filter(|id| !kept.contains(id)) else { continue };
        let values = vec![
            (control_at::TITLE, Value::text(format!("{} here", view.records.name(id)))),
            (control_at::CONTROL, Value::Ref(id)),
            (control_at::SYSTEM, Value::Ref(system.id)),
            (control_at::USE, control_at::Use::Applies.value()),
            (control_at::STATE, InPlace::NotStarted.value()),
            (control_at::OWNER, Value::one(system.one(system::OWNER))),
            (control_at::REASON, Value::text(need.why())),
        ];
        change = change.create(next, values);
        (next.n, count) = (next.n + 1, count + 1);
    }
    if change.is_empty() {
        return Err(format!("every control that the class of {} asks to be kept there is listed", system.id));
    }
    change.label = format!("{count} controls that the class of {} asks for", system.id);
    Ok(change)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(code: &str) -> usize {
        system::TIERS.iter().position(|t| t.code == code).unwrap()
    }

    #[test]
    fn rules_give_the_48_bundles() {
        for [of, origin, role, strengths, depths] in table_tests::BUNDLES {
            let needs = bundle(class(of), origin, role);
            assert_eq!(needs.len(), 38, "{of} {origin} {role}");
            for (need, (strength, depth)) in needs.iter().zip(strengths.bytes().zip(depths.bytes())) {
                let wanted = (Strength::of(strength), Depth::of(depth));
                assert_eq!((need.strength, need.depth), wanted, "{of} {origin} {role}: {}", need.control);
                assert!(!need.why().is_empty(), "{}", need.control);
            }
        }
    }

    #[test]
    fn the_reason_of_a_control_stands_before_what_raised_it() {
        let mut needs = bundle(class("low"), "in_house", "customer").to_vec();
        raise(&mut needs, &["HR-D", "SAFETY"]);
        let why = |control: &str| needs.iter().find(|n| n.control == control).unwrap().why();
        let law = "Law asks it of the deployer, whatever the class.";
        assert_eq!(
            why("A.10.3"),
            format!("Even own systems rest on open models, libraries, cloud: looked at where the class asks. {law}")
        );
        assert!(why("A.9.3").starts_with("People must be able to overrule"), "{}", why("A.9.3"));
        assert!(needs.iter().all(|n| !n.why().contains(".json")), "no file names");
    }

    #[test]
    fn traits_raise_the_four_examples() {
        for [what, of, origin, role, traits, must, should, if_risk, not] in table_tests::EXAMPLES {
            let mut needs = bundle(class(of), origin, role).to_vec();
            let traits: Vec<&str> = traits.split(' ').collect();
            raise(&mut needs, &traits);
            for (strength, wanted) in [
                (Strength::Must, must),
                (Strength::Should, should),
                (Strength::IfRisk, if_risk),
                (Strength::NotNeeded, not),
            ] {
                let found: Vec<&str> = needs.iter().filter(|n| n.strength == strength).map(|n| n.control).collect();
                assert_eq!(found.join(" "), wanted, "{what}: {strength:?}");
            }
        }
    }

    #[test]
    fn strength_never_falls_and_depth_never_lessens_with_the_class() {
        for [_, origin, role, ..] in table_tests::BUNDLES {
            let all: Vec<&[Need]> = (0..4).map(|class| bundle(class, origin, role)).collect();
            for (low, high) in all.windows(2).flat_map(|pair| pair[0].iter().zip(pair[1])) {
                assert!(high.strength >= low.strength && high.depth >= low.depth, "{origin} {role} {}", low.control);
            }
        }
    }
}
