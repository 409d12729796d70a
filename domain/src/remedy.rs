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
    }
}

impl Remedy {
    /// Whether it may cost something, so that a sum and a payer are worth asking for. What is only said never does.
    pub const fn may_cost(self) -> bool {
        !matches!(self, Self::Apology | Self::Guidance | Self::Correction)
    }
}

codes! {
    /// Who bears a share of what a remedy costs.
    pub enum Payer {
        /// The merchant whose order it is.
        Seller = "seller",
        /// The marketplace or shop that runs the desk.
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
