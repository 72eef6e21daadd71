//! What people decide, noted in the register's log.

use std::io::Write as _;

use anyhow::Result;
use khabar_register::ask;
use khabar_register::hand::{Desk, Hand, Judgement, Settlement, Verdict};

use super::args::{By, Entity, Review, Settle, Undo};
use super::print::{Column, print};
use super::{now, reader};
use crate::outcome::Outcome;

pub fn review(args: Review) -> Result<Outcome> {
    let (verdict, place, value, by) = match args {
        Review::Accept(args) => (Verdict::Accepted, args.fact, None, args.by),
        Review::Reject(args) => (Verdict::Rejected, args.fact, None, args.by),
        Review::Done(args) => (Verdict::Done, args.fact, None, args.by),
        Review::Correct(args) => (Verdict::Corrected, args.fact, Some(args.fields), args.by),
        Review::Add(args) => (Verdict::Added, args.fact, Some(args.fields), args.by),
    };
    let mut desk = desk(&by)?;
    noted(desk.review(&Judgement { place, verdict, value, hand: hand(&by), note: by.note })?)
}

pub fn settle(args: Settle) -> Result<Outcome> {
    let Some(status) = args.status.settled() else {
        let why = "pending and overdue follow from the date; `khabar undo` takes another status back";
        return Ok(Outcome::refused(why));
    };
    let hand = hand(&args.by);
    let settlement =
        Settlement { place: args.fact, status, evidence: args.evidence, hand, note: args.by.note.clone() };
    noted(desk(&args.by)?.settle(&settlement)?)
}

pub fn undo(args: &Undo) -> Result<Outcome> {
    Desk::open(&args.place.register)?.undo(args.number, &Hand { who: None, at: now() })?;
    anstream::println!("decision {} is undone", args.number);
    Ok(Outcome::default().with_done(1))
}

pub fn entity(args: Entity) -> Result<Outcome> {
    const MEMBERS: [Column; 4] =
        [("الصفحة", "page"), ("الحقيقة", "fact"), ("الاسم", "name"), ("القاعدة", "by")];
    const POSTS: [Column; 3] = [("النشر", "published"), ("المنصب", "role"), ("الصفحة", "page")];
    match args {
        Entity::Show { id, posts, asked } => {
            let person = ask::person(&reader(&asked)?, &id)?;
            if posts {
                print(&asked, &POSTS, &["published", "role", "page"], &person.posts)
            } else {
                print(&asked, &MEMBERS, &["page", "fact", "name", "by"], &person.members)
            }
        }
        Entity::Merge { ids, by } => noted(desk(&by)?.merge(&ids, by.note.as_deref(), &hand(&by))?),
        Entity::Split { id, members, by } => {
            noted(desk(&by)?.split(&id, &members, by.note.as_deref(), &hand(&by))?)
        }
    }
}

fn desk(by: &By) -> Result<Desk> {
    Ok(Desk::open(&by.place.register)?)
}

fn hand(by: &By) -> Hand {
    Hand { who: by.who.clone(), at: now() }
}

fn noted(number: i64) -> Result<Outcome> {
    writeln!(anstream::stdout(), "decision {number}; `khabar undo {number}` takes it back")?;
    Ok(Outcome::default().with_done(1))
}
