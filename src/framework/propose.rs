//! Which questions to ask whom: proposals for an interview, checklists by item, heading, role or system, and what a
//! round does not ask yet. It writes nothing; callers turn what is kept of a proposal into answers.

use super::{
    heading, own_pack,
    pack::{by_id, items},
    sectors,
};
use crate::domain::{
    Field, Id, Kind, Record, Records,
    kinds::{
        YES, answer, finding, interview,
        item::{self, Use},
        mandate, person, question, risk, round, system,
    },
    progress,
};

/// Questions that fit into an interview whose length is not planned, about an hour.
const ROOM: usize = 20;
/// Minutes for one question with its note.
const MINUTES_EACH: usize = 3;
/// A gap analysis asks broadly: follow-up questions are added up to this many.
const GAP_GOAL: usize = 12;
/// An audit digs: follow-up questions are added up to this many.
const AUDIT_GOAL: usize = 16;

/// One question that could be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The clause or control; nothing for an own question that belongs to none.
    pub item: Option<Id>,
    /// One line within [`Field::LINE_MAX`].
    pub text: String,
    /// Names the question for ever: `iso42001:A.6.2.4:1` (counted from 1), `QU-03` or `C-01` for the one question
    /// made up for an own control.
    pub source: String,
    /// The one to ask if only one can be asked.
    pub key: bool,
}

/// What to propose questions for.
#[derive(Clone, Debug)]
pub struct QuestionWish<'a> {
    /// Indices into [`person::ROLES`]; none means anyone, so nothing is left out for the role.
    pub roles: &'a [u8],
    pub round: round::Type,
    /// Clauses and controls in scope; none means all.
    pub scope: &'a [Id],
    /// The AI systems in question; controls that treat their risks move up.
    pub systems: &'a [Id],
    /// Items that other interviews of the round ask about; they move down.
    pub elsewhere: &'a [Id],
    /// How many questions fit in.
    pub room: usize,
}

/// A proposal: what to ask, and the first questions of the items for which there was no room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionProposal {
    pub asked: Vec<Proposed>,
    pub left_out: Vec<Proposed>,
}

/// The proposal for an interview as it is planned: its role or those of its people, its minutes, and its round's
/// type, scope and systems.
pub fn for_interview(records: &Records, interview: &Record) -> QuestionProposal {
    let round = interview.one(interview::ROUND).and_then(|id| records.get(id));
    let roles = roles_of(records, interview);
    let elsewhere = round.map_or_else(Vec::new, |r| asked_elsewhere(records, r.id, interview.id));
    propose(
        records,
        &QuestionWish {
            roles: &roles,
            round: round.and_then(|r| round::Type::of(r, round::TYPE)).unwrap_or(round::Type::Gap),
            scope: round.map_or(&[], |r| r.refs(round::ITEMS)),
            systems: round.map_or(&[], |r| r.refs(round::SYSTEMS)),
            elsewhere: &elsewhere,
            room: room(interview.number(interview::MINUTES)),
        },
    )
}

fn asked_elsewhere(records: &Records, round: Id, but: Id) -> Vec<Id> {
    let others = records.linked(round, Kind::Interview, interview::ROUND).filter(|i| i.id != but);
    let answers = others.flat_map(|i| records.linked(i.id, Kind::Answer, answer::INTERVIEW));
    answers.filter_map(|a| a.one(answer::ITEM)).collect()
}

/// How many questions fit into so many minutes; about an hour if that is not planned.
pub fn room(minutes: Option<i64>) -> usize {
    minutes.map_or(ROOM, |m| (usize::try_from(m).unwrap_or(0) / MINUTES_EACH).max(3))
}

/// The role someone is asked as, else the roles of all who are asked.
pub fn roles_of(records: &Records, interview: &Record) -> Vec<u8> {
    if let Some(role) = interview.choice(interview::ROLE) {
        return vec![role];
    }
    let people = interview.refs(interview::WITH).iter().filter_map(|id| records.get(*id));
    let mut roles: Vec<u8> =
        people.flat_map(|p| p.choice(person::ROLE).into_iter().chain(mandated(records, p.id))).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// The roles in which a person is asked for what a mandate in force gives them.
fn mandated(records: &Records, person: Id) -> Vec<u8> {
    let held = records.linked(person, Kind::Mandate, mandate::PERSON).filter(|m| !progress::is_over(m));
    let codes = held.flat_map(|m| m.words(mandate::ASKED_AS));
    codes.filter_map(|code| person::ROLES.iter().position(|role| role.code == code)).map(|at| at as u8).collect()
}

/// Proposes questions; in a document review those about the documents. The same records and wish always give the same list.
///
/// Own questions are always in. Each item that the role knows about gives its key question; if there is no room for
/// all, those stay where the role stands first among the people to ask, where an open finding (in an audit) or a
/// risk of the systems points, which nobody else in the round is asked about, and which the Statement of
/// Applicability does not leave out. If there is room, further questions of the best items follow.
pub fn propose(records: &Records, wish: &QuestionWish) -> QuestionProposal {
    if wish.round == round::Type::Documents {
        return QuestionProposal { asked: super::documents::questions(wish.scope), left_out: Vec::new() };
    }
    let mut ranked: Vec<(Rank, Id)> =
        scope(records, wish.scope).into_iter().filter_map(|id| Some((rank(records, wish, id)?, id))).collect();
    ranked.sort_unstable();
    let mut own = own_questions(records, wish, &ranked);
    own.extend(of_sectors(records, &ranked));
    let room = wish.room.saturating_sub(own.len());
    let mut pools: Vec<Vec<Proposed>> = ranked.iter().map(|(_, id)| built_in(records, *id)).collect();
    let rest = pools.split_off(room.min(pools.len()));
    let goal = if wish.round.is_audit() { AUDIT_GOAL } else { GAP_GOAL };
    let mut asked = deal(pools, goal.min(wish.room).saturating_sub(own.len()));
    asked.extend(own);
    let left_out: Vec<Proposed> = rest.into_iter().filter_map(|pool| pool.into_iter().next()).collect();
    QuestionProposal { asked: in_order(asked), left_out: in_order(left_out) }
}

/// The first question of every pool, then second and further ones, best pool first, until `goal` is met.
fn deal(pools: Vec<Vec<Proposed>>, goal: usize) -> Vec<Proposed> {
    let deepest = pools.iter().map(Vec::len).max().unwrap_or(0);
    let mut dealt: Vec<Proposed> = pools.iter().filter_map(|pool| pool.first().cloned()).collect();
    for depth in 1..deepest {
        let more = pools.iter().filter_map(|pool| pool.get(depth).cloned());
        dealt.extend(more.take(goal.saturating_sub(dealt.len())));
    }
    dealt
}

/// Left out by the Statement of Applicability; place of the role, moved by what points at the item. Lower is first.
type Rank = (bool, i64);

fn rank(records: &Records, wish: &QuestionWish, id: Id) -> Option<Rank> {
    let place = place(records, wish.roles, id)? as i64;
    let excluded = records.get(id).is_some_and(|r| Use::of(r, item::USE) == Some(Use::No));
    let found = wish.round.is_audit() && records.linked(id, Kind::Finding, finding::AGAINST).any(finding::is_open);
    let up = i64::from(found) + i64::from(treats(records, wish.systems, id));
    let down = i64::from(wish.elsewhere.contains(&id)) + sectors::moves(records, id);
    Some((excluded, place - up + down))
}

/// How near the best of the roles is to an item: 0 is the person to ask. Nothing if none of them is asked about it.
fn place(records: &Records, roles: &[u8], id: Id) -> Option<usize> {
    match by_id(id) {
        _ if roles.is_empty() => Some(0),
        Some(item) => roles.iter().filter_map(|role| item.place_of(*role)).min(),
        None => {
            let owner = records.get(records.get(id)?.one(item::OWNER)?)?;
            owner.choice(person::ROLE).filter(|role| roles.contains(role)).map(|_| 0)
        }
    }
}

/// Whether an item treats an open risk of one of these systems.
fn treats(records: &Records, systems: &[Id], id: Id) -> bool {
    let of_systems = |r: &Record| risk::is_open(r) && r.refs(risk::SYSTEMS).iter().any(|s| systems.contains(s));
    !systems.is_empty() && records.linked(id, Kind::Risk, risk::CONTROLS).any(of_systems)
}

/// The built-in questions of an item; for an own control the one that always fits.
fn built_in(records: &Records, id: Id) -> Vec<Proposed> {
    let Some(item) = by_id(id) else {
        let text = own_control_question(records, id);
        return text
            .map(|text| Proposed { item: Some(id), text, source: id.to_string(), key: true })
            .into_iter()
            .collect();
    };
    let proposed = |(i, text): (usize, &&str)| {
        let source = format!("iso42001:{}:{}", item.reference(), i + 1);
        // A pack of the organisation may have other words for it.
        let text = own_pack::in_place_of(records, &source).map_or(*text, Record::title).to_string();
        Proposed { item: Some(id), text, source, key: i == 0 }
    };
    item.questions.iter().enumerate().map(proposed).collect()
}

fn own_control_question(records: &Records, id: Id) -> Option<String> {
    let text = format!("How is “{}” met here, and what shows that it works?", records.live(id)?.title());
    Some(text.chars().take(Field::LINE_MAX).collect())
}

/// What the sectors of the organisation ask about the items that the roles know about.
fn of_sectors(records: &Records, ranked: &[(Rank, Id)]) -> Vec<Proposed> {
    let about = |id: Id| {
        let asked = sectors::questions(records, id).into_iter();
        asked.map(move |(source, text)| Proposed { item: Some(id), text: text.into(), source, key: false })
    };
    ranked.iter().flat_map(|(_, id)| about(*id)).collect()
}

/// Own questions for the roles, or for no role in particular, about what is in scope.
fn own_questions(records: &Records, wish: &QuestionWish, ranked: &[(Rank, Id)]) -> Vec<Proposed> {
    let in_scope = scope(records, wish.scope);
    let fits = |q: &&Record| {
        let item = q.one(question::ITEM);
        let about = item.is_none_or(|id| in_scope.contains(&id));
        match q.choice(question::ROLE) {
            Some(role) => about && (wish.roles.is_empty() || wish.roles.contains(&role)),
            None => about && item.is_none_or(|id| ranked.iter().any(|(_, r)| *r == id)),
        }
    };
    records.all(Kind::Question).filter(|q| !own_pack::takes_a_place(q)).filter(fits).map(own).collect()
}

fn own(q: &Record) -> Proposed {
    Proposed {
        item: q.one(question::ITEM),
        text: q.title().to_string(),
        source: q.id.to_string(),
        key: q.choice(question::KEY) == Some(YES),
    }
}

/// Clauses, controls, own controls, then what belongs to none; of one item the built-in questions first.
fn in_order(mut list: Vec<Proposed>) -> Vec<Proposed> {
    let key = |p: &Proposed| {
        let number = p.source.rsplit([':', '-']).next().and_then(|n| n.parse::<u32>().ok());
        let own = p.source.parse::<Id>().is_ok_and(|id| id.kind == Kind::Question);
        (p.item.is_none(), p.item, own, number)
    };
    list.sort_by_key(key);
    list
}

/// Every question of these items, own ones too, in order: a checklist.
pub fn for_items(records: &Records, items: &[Id]) -> Vec<Proposed> {
    let mut list: Vec<Proposed> = items.iter().flat_map(|id| built_in(records, *id)).collect();
    list.extend(
        records
            .all(Kind::Question)
            .filter(|q| !own_pack::takes_a_place(q))
            .filter(|q| q.one(question::ITEM).is_some_and(|i| items.contains(&i)))
            .map(own),
    );
    in_order(list)
}

/// The items that a clause, control, clause heading or group of controls stands for; nothing for other text.
pub fn items_under(reference: &str) -> Vec<Id> {
    match (Id::item(reference), heading(reference)) {
        (Some(id), _) => vec![id],
        (None, Some(heading)) => heading.items().collect(),
        (None, None) => Vec::new(),
    }
}

/// The items about which a role is asked, in order.
pub fn items_of_role(role: u8) -> Vec<Id> {
    items().iter().filter(|i| i.place_of(role).is_some()).map(|i| i.id).collect()
}

/// The items to look at for one AI system: those its owner is asked about, and the controls that treat its risks.
pub fn items_of_system(records: &Records, system: Id) -> Vec<Id> {
    let owner = person::ROLES.iter().position(|r| r.code == "ai_system_owner").map_or(0, |i| i as u8);
    let bought = records.get(system).is_some_and(|s| !s.refs(system::SUPPLIERS).is_empty());
    let asked = |id: Id| by_id(id).is_some_and(|i| i.place_of(owner).is_some());
    let supplier = Id::item("A.10.3").filter(|_| bought);
    let wanted = |id: &Id| asked(*id) || treats(records, &[system], *id) || supplier == Some(*id);
    scope(records, &[]).into_iter().filter(wanted).collect()
}

/// The clauses and controls of a scope in order; an empty scope is everything that is not hidden, own controls too.
pub fn scope(records: &Records, scope: &[Id]) -> Vec<Id> {
    let shown = |id: &Id| records.get(*id).is_none_or(|r| !r.hidden);
    let mut ids: Vec<Id> = match scope {
        [] => items().iter().map(|i| i.id).chain(records.all(Kind::Item).map(|r| r.id)).filter(shown).collect(),
        some => some.iter().copied().filter(shown).collect(),
    };
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Items in the scope of a round about which none of its interviews has a question.
pub fn uncovered(records: &Records, round: Id) -> Vec<Id> {
    let items = records.get(round).map_or(&[][..], |r| r.refs(round::ITEMS));
    let asked =
        |id: &Id| records.linked(*id, Kind::Answer, answer::ITEM).any(|a| answer::round_of(records, a) == Some(round));
    scope(records, items).into_iter().filter(|id| !asked(id)).collect()
}

#[cfg(test)]
#[path = "propose_tests.rs"]
mod tests;
