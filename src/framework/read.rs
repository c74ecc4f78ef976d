//! Reads codes and references of the data files as what they stand for; an unknown one is an error, not a gap.

use crate::domain::{
    Choice, Id,
    kinds::{person, risk},
};
use serde::{Deserialize, Deserializer, de::Error};

fn to_id<E: Error>(reference: &str) -> Result<Id, E> {
    Id::item(reference).ok_or_else(|| E::custom(format!("“{reference}” is no clause or control")))
}

fn to_index<E: Error>(list: &[Choice], code: &str) -> Result<u8, E> {
    let at = list.iter().position(|c| c.code == code);
    at.map(|i| i as u8).ok_or_else(|| E::custom(format!("“{code}” is not in the list")))
}

pub fn id<'de, D: Deserializer<'de>>(d: D) -> Result<Id, D::Error> {
    to_id(<&str>::deserialize(d)?)
}

pub fn ids<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<Id>, D::Error> {
    Vec::<&str>::deserialize(d)?.into_iter().map(to_id).collect()
}

pub fn area<'de, D: Deserializer<'de>>(d: D) -> Result<u8, D::Error> {
    to_index(risk::AREAS, <&str>::deserialize(d)?)
}

pub fn stages<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<u8>, D::Error> {
    Vec::<&str>::deserialize(d)?.into_iter().map(|code| to_index(risk::STAGES, code)).collect()
}

/// Codes that are kept as such, each of which is a word of the list.
fn codes<'de, D: Deserializer<'de>>(d: D, list: &[Choice]) -> Result<Vec<&'de str>, D::Error> {
    let codes = Vec::<&str>::deserialize(d)?;
    codes.iter().try_for_each(|code| to_index::<D::Error>(list, code).map(|_| ()))?;
    Ok(codes)
}

pub fn objectives<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<&'de str>, D::Error> {
    codes(d, risk::OBJECTIVES_LIST)
}

pub fn risk_sources<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<&'de str>, D::Error> {
    codes(d, risk::SOURCES_LIST)
}

pub fn interviewees<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<u8>, D::Error> {
    Vec::<&str>::deserialize(d)?.into_iter().map(|code| to_index(person::ROLES, code)).collect()
}
