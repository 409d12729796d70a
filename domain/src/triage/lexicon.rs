//! The words triage knows, with what they speak for and how much.
//!
//! Written in folded form: lower case, simplified characters. Words of one weight share one string, parted by
//! `|`, because a table entry per word would cost the browser more bytes than the words. A `*` at the end lets a
//! word go on (`deliver*`); a `!` in front makes it count only behind a negation (`!refunded`).

mod asides;
mod categories;
mod demands;
mod fakes;
mod goods;
mod list;
mod named;
mod odd;
mod pairs;
mod pieces;
mod signed;
mod signs;
mod stated;
mod unwanted;
mod whose;

use super::{Demand, Sign};
use crate::category::Category;
use crate::remedy::Remedy;
pub(super) use asides::{ALREADY_THERE, ASIDES, CAUSES, MEASURED, PARTS, SO_INDEED, STILL_THERE, TO_OURS};
use categories::CATEGORIES;
pub(super) use demands::DEMANDS;
pub(super) use fakes::{ASKED, AWAITED, FAKES, FALSE_BETWEEN, MATTERS, NOT_FALSE};
pub(super) use goods::{BESIDE, GOODS, NO_MISTAKE, NOT_GOODS, NOT_YET, POINTING, WAITING, WRONG_BETWEEN};
pub(super) use list::{Lexicon, Word};
pub(super) use named::NAMED;
pub(super) use odd::{
    AFTER_SIZE, AMONG, AMONG_IS, ASKS, COLOURS, EACH, EACH_IS, EACH_OF_TWO, GROWN, HAD, NOT_WRONG, OF_SIZE,
    PAIR, PAIR_IS, PAIRED, SEVERAL, SIDED, SIDES, WISHED,
};
pub(super) use pairs::{GONE_BACK, PAIRS, RIGHTS};
pub(super) use pieces::PIECES;
pub(super) use signed::SIGNED;
use signs::SIGNS;
pub(super) use stated::{AGAINST, CLAIMED, NATURAL, NO_UNITS, NOT_STATED, SYNTHETIC, UNITS};
pub(super) use unwanted::UNWANTED;
pub(super) use whose::{AFTER_OTHERS, OTHERS, OURS, OWN, REPORTED};

/// What a word speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Something went wrong, in this category.
    Grievance(Category),
    /// It is about this category, whether or not anything went wrong.
    Topic(Category),
    /// How it is said.
    Sign(Sign),
    /// What is demanded.
    Demand(Demand),
    /// A remedy demanded by its name.
    Remedy(Remedy),
    /// The price back, in whatever way it comes back.
    MoneyBack,
    /// A piece of something that is said only by several words together.
    Piece(Piece),
}

/// What a word is a piece of: somebody hurt, a parcel lost, money charged twice or waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Harm that is done to bodies alone.
    Harm,
    /// Harm that may be to feelings where nobody else is named.
    Hurt,
    /// What harms where a part of a body is named, and else is done to things.
    Knock,
    /// Somebody.
    Person,
    /// Whoever writes.
    Own,
    /// A part of a body.
    Body,
    /// Nothing: it hides shorter words.
    Nothing,
    /// What was sent.
    Parcel,
    /// That something is gone.
    Gone,
    /// That something does not move, which says nothing for a day or two.
    Still,
    /// A long time.
    Long,
    /// That what follows has not happened.
    If,
    /// Money of theirs.
    Money,
    /// That it comes or shall come back.
    Back,
    /// An order charged twice, in one word.
    ChargedTwice,
    /// That money was taken.
    Charge,
    /// That something happened two times.
    Twice,
    /// The money for something given back, or to be given back.
    Refund,
    /// Money that is a refund where goods went back.
    Funds,
    /// Something else that is done, or where the next thing told begins.
    Deed,
    /// That something did not arrive.
    Absent,
    /// That a refund is asked for.
    Asked,
    /// That something is looked for, in front of it.
    Where,
    /// That something is looked for, behind it.
    Whither,
    /// That goods went back, in one word.
    SentBack,
    /// That something was sent.
    Sent,
    /// Which way.
    Backwards,
    /// That no money came.
    NoFunds,
    /// A refund that was not made, in one word.
    Unrefunded,
    /// That a refund was made, as far as they know, or that goods went back.
    GoneBack,
    /// That the same shall not come once more.
    NoneAgain,
    /// That something is missing from what came.
    LacksPart,
    /// That a right is spoken of.
    Right,
    /// That the goods are no genuine ones.
    Fake,
    /// That something is false, be it the goods.
    Feigned,
    /// What may be false and is no goods.
    Matter,
    /// What says nothing between two words.
    Between,
    /// That something is asked or supposed.
    Supposed,
    /// That goods have not come.
    Awaited,
    /// That it is not wanted, whether or not anything is wrong.
    Unwanted,
    /// That it is little liked.
    Disliked,
    /// That pieces do not belong together.
    Odd,
    /// That goods were damaged.
    Damaged,
    /// That goods broke, on the way or with time.
    Broken,
    /// That goods fail.
    Faulty,
    /// That goods are not what was ordered or described.
    Mistaken,
    /// That goods have come.
    Arrived,
    /// That what should have come long ago has not.
    NeverCame,
    /// That a parcel is shown as delivered.
    Shown,
    /// That goods were used before.
    Used,
    /// What somebody calls and writes with.
    Device,
    /// That they can't call or write.
    Unreached,
    /// Another shop.
    Elsewhere,
    /// What a shop does with its goods.
    Sold,
    /// That somebody judged or said something.
    Reported,
    /// That it was thought.
    Thought,
    /// That it turned out otherwise.
    Turned,
    /// That something else follows.
    Turning,
    /// That all is well.
    Found,
    /// That it was not said.
    Unsaid,
    /// That it was not meant.
    Joked,
    /// That a refund was promised.
    Promised,
    /// That something lasts.
    Lasting,
    /// That something else waits for it.
    Until,
    /// A cut, of a person or of goods.
    Cut,
    /// Clothes and what else is sewn.
    Sewn,
}

impl Mark {
    /// The category it speaks for.
    pub(super) const fn category(self) -> Option<Category> {
        match self {
            Self::Grievance(category) | Self::Topic(category) => Some(category),
            Self::Sign(_) | Self::Demand(_) | Self::Remedy(_) | Self::MoneyBack | Self::Piece(_) => None,
        }
    }
}

/// Words of one mark and weight.
pub(super) struct Line {
    pub(super) mark: Mark,
    pub(super) weight: i32,
    words: &'static str,
}

/// Words that are a piece of something.
const fn piece(piece: Piece, words: &'static str) -> Line {
    Line { mark: Mark::Piece(piece), weight: 1, words }
}

/// Judgements of goods that name nothing wrong: discontent, and a slight hint that the goods are meant.
const POOR_GOODS: &str = "不咋|不怎么样|不怎么好|差劲|太差|很差|真差|好差|超差|最差|垃圾货|垃圾产品|坑货|失望|一颗星|一星|一般般|烂货|破玩意";

impl Line {
    /// Its words, with their marks.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words.split('|')
    }
}

/// Everything of which a first look makes something.
pub(super) static FIRST_LOOK: Lexicon = Lexicon::both(CATEGORIES, SIGNS);
