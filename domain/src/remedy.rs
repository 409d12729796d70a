//! What can be done to put things right, and who pays for it.

use crate::code::codes;

codes! {
    /// One way of putting things right. Several together make an option.
    pub enum Remedy {
        /// Money back for goods that stay with the customer.
        Refund = "refund",
        /// Part of the price back; the goods stay.
        PriceReduction = "price_reduction",
        /// Goods go back, the price is repaid.
        ReturnRefund = "return_refund",
        /// Goods go back without a reason, within the time the law gives.
        Withdrawal = "withdrawal",
        /// The same goods once more, against the faulty ones.
        Exchange = "exchange",
        /// Another model instead.
        Substitute = "substitute",
        /// Made anew, ahead of the queue.
        Remake = "remake",
        /// Sent again.
        Resend = "resend",
        /// The missing part is sent.
        MissingPart = "missing_part",
        /// Repaired by the shop.
        Repair = "repair",
        /// Repaired nearby by somebody else, the cost shared.
        ThirdPartyRepair = "third_party_repair",
        /// What was charged beyond what the order came to, given back.
        OverchargeRefund = "overcharge_refund",
        /// Outbound freight repaid.
        ShippingRefund = "shipping_refund",
        /// Freight of the way back: the payer is what is decided.
        ReturnShipping = "return_shipping",
        /// A sum for a delivery that came late.
        DelayCompensation = "delay_compensation",
        /// A fee for a service is not charged.
        ServiceFeeWaiver = "service_fee_waiver",
        /// The multiple of the price that a statute grants; always signed off by a person.
        StatutoryDamages = "statutory_damages",
        /// A coupon without minimum spend.
        Coupon = "coupon",
        /// A gift.
        Gift = "gift",
        /// Loyalty points.
        Points = "points",
        /// A service on top, such as priority handling or a longer guarantee.
        ExtraService = "extra_service",
        /// Help in using the goods.
        Guidance = "guidance",
        /// A sincere apology by the one responsible.
        Apology = "apology",
        /// Wrong information is put right.
        Correction = "correction",
        /// Credit with the shop, in place of money.
        StoreCredit = "store_credit",
        /// An order that has not been sent is cancelled.
        Cancel = "cancel",
        /// An order that has not been sent is changed.
        ChangeOrder = "change_order",
    }
}

impl Remedy {
    /// Whether a remedy puts things right by itself, and does not only go with another.
    pub(crate) const fn stands_alone(self) -> bool {
        match self {
            Self::Refund
            | Self::PriceReduction
            | Self::ReturnRefund
            | Self::Withdrawal
            | Self::Exchange
            | Self::Substitute
            | Self::Remake
            | Self::Resend
            | Self::MissingPart
            | Self::Repair
            | Self::ThirdPartyRepair
            | Self::DelayCompensation
            | Self::StoreCredit
            | Self::Cancel
            | Self::ChangeOrder => true,
            Self::OverchargeRefund
            | Self::ShippingRefund
            | Self::ReturnShipping
            | Self::ServiceFeeWaiver
            | Self::StatutoryDamages
            | Self::Coupon
            | Self::Gift
            | Self::Points
            | Self::ExtraService
            | Self::Guidance
            | Self::Apology
            | Self::Correction => false,
        }
    }

    /// Whether it gives back some of the price or the freight, and so never exceeds what came in.
    pub const fn pays_back(self) -> bool {
        self.pays_back_price() || matches!(self, Self::ShippingRefund)
    }

    /// Whether it gives back what came in, were it charged too much.
    pub const fn goes_back(self) -> bool {
        self.pays_back() || matches!(self, Self::OverchargeRefund)
    }

    /// Whether it is a statute's penalty, whose least sum is owed whatever the price was.
    pub const fn is_penalty(self) -> bool {
        matches!(self, Self::StatutoryDamages)
    }

    /// Whether it is had beside whatever puts the goods right, and is no way to choose.
    pub const fn comes_on_top(self) -> bool {
        self.is_penalty() || matches!(self, Self::DelayCompensation | Self::Correction)
    }

    /// Whether it gives back some of the price of goods.
    pub const fn pays_back_price(self) -> bool {
        matches!(self, Self::PriceReduction | Self::StoreCredit) || self.pays_back_whole_price()
    }

    /// Whether it gives back the whole price of the pieces it is about.
    pub const fn pays_back_whole_price(self) -> bool {
        matches!(self, Self::Refund | Self::ReturnRefund | Self::Withdrawal | Self::Cancel)
    }

    /// Whether money goes back once the goods are there.
    pub const fn waits_for_goods(self) -> bool {
        matches!(self, Self::ReturnRefund | Self::Withdrawal)
    }

    /// Whether it is what a wish asks for: the same, or the price back where the price is wished for, in whatever way it
    /// comes back.
    pub fn is_wished_by(self, wish: Self) -> bool {
        self == wish || (self.pays_back_whole_price() && wish.pays_back_whole_price())
    }

    /// Whether the customer gets goods for it, which cost what goods cost.
    pub const fn gives_goods(self) -> bool {
        matches!(self, Self::Exchange | Self::Substitute | Self::Remake | Self::Resend | Self::MissingPart)
    }

    /// Whether it takes the place of the goods, so that it costs what was paid for them; a part that was missing does not.
    pub const fn replaces_goods(self) -> bool {
        self.gives_goods() && !matches!(self, Self::MissingPart)
    }

    /// Whether it puts right the goods themselves, with no money going back.
    pub const fn restores_goods(self) -> bool {
        matches!(
            self,
            Self::Exchange
                | Self::Substitute
                | Self::Remake
                | Self::Resend
                | Self::MissingPart
                | Self::Repair
                | Self::ThirdPartyRepair
        )
    }

    /// Whether it costs nobody anything of value, so that to do it once more gives nothing twice.
    pub const fn may_repeat(self) -> bool {
        matches!(self, Self::Apology | Self::Guidance | Self::Correction | Self::ReturnShipping)
    }
}

impl Remedy {
    /// Whether its sum is a worth and no money: what it gives can't be spent elsewhere.
    pub const fn is_in_kind(self) -> bool {
        matches!(self, Self::Coupon | Self::Points | Self::Gift | Self::StoreCredit | Self::ExtraService)
    }

    /// Whether it may cost something, so that a sum and a payer are worth asking for. What is only said never does.
    pub const fn may_cost(self) -> bool {
        !matches!(self, Self::Apology | Self::Guidance | Self::Correction)
    }
}

impl Remedy {
    /// Whether it is a sum of money, without which there is nothing of it to offer. An order that was never paid is
    /// cancelled without one.
    pub const fn is_money(self) -> bool {
        (self.pays_back() && !matches!(self, Self::Cancel))
            || matches!(self, Self::OverchargeRefund | Self::DelayCompensation | Self::StatutoryDamages)
    }

    /// Whether it is nothing without a sum: it gives money back, pays for something, or is worth what it says.
    pub const fn is_a_sum(self) -> bool {
        self.is_money()
            || self.is_in_kind()
            || self.is_paid_once()
            || matches!(self, Self::Cancel | Self::ThirdPartyRepair)
    }

    /// Whether somebody may bear some of what it costs. Nobody pays for what is given to them, so a customer bears only
    /// what is paid to others.
    pub const fn may_be_borne_by(self, payer: Payer) -> bool {
        !matches!(payer, Payer::Customer) || matches!(self, Self::ReturnShipping | Self::ThirdPartyRepair)
    }

    /// Whether it pays for something that is paid once for an order: the way back, or a fee.
    pub const fn is_paid_once(self) -> bool {
        matches!(self, Self::ReturnShipping | Self::ServiceFeeWaiver)
    }
}

codes! {
    /// Who bears a share of what a remedy costs.
    pub enum Payer {
        /// The merchant whose order it is.
        Seller = "seller",
        /// The marketplace that runs the desk, or the shop where it is its own.
        Platform = "platform",
        /// Who carried the parcel.
        Carrier = "carrier",
        /// An insurer, for instance of return freight.
        Insurer = "insurer",
        /// The customer.
        Customer = "customer",
    }
}

codes! {
    /// Whose signature an option needs.
    pub enum Authority {
        /// Any agent may offer it.
        Agent = "agent",
        /// A supervisor must approve it first, never the one who proposed it.
        Supervisor = "supervisor",
    }
}
