//! What a complaint is about, at the first of two levels.

use crate::code::codes;

codes! {
    /// The main grievance: the one the shop must act on first.
    pub enum Category {
        /// Faulty in use, spoiled, badly made: not caused by transport.
        Quality = "quality",
        /// Differs from page, photo or description; counterfeit; a false claim.
        NotAsDescribed = "not_as_described",
        /// Late, not shipped, tracking stands still.
        DeliveryDelay = "delivery_delay",
        /// Hurt on the way.
        DeliveryDamage = "delivery_damage",
        /// Lost, or marked delivered and not received.
        DeliveryLost = "delivery_lost",
        /// Other goods than ordered, or something missing.
        WrongItem = "wrong_item",
        /// How people were treated: rude, silent, unhelpful.
        Service = "service",
        /// A return, exchange or refund refused, slow or costly.
        Returns = "returns",
        /// Price, payment, promotion, invoice, cancelled order.
        Transaction = "transaction",
        /// Warranty, repair, installation, spare parts.
        AfterSales = "after_sales",
        /// Personal data leaked or misused.
        Privacy = "privacy",
        /// Injury, illness, fire, foreign body.
        Safety = "safety",
        /// A complaint that fits nowhere else.
        Other = "other",
    }
}

codes! {
    /// What arrived: decides which promises on time apply. One kind can become another, with its reason.
    pub enum Kind {
        /// A question without a grievance.
        Enquiry = "enquiry",
        /// A wish after the sale (return, exchange) without a grievance.
        AfterSalesRequest = "after_sales_request",
        /// Something went wrong and somebody is unhappy about it.
        Complaint = "complaint",
    }
}
