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

pub fn interviewees<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<u8>, D::Error> {
    Vec::<&str>::deserialize(d)?.into_iter().map(|code| to_index(person::ROLES, code)).collect()
}
