//! Words for what people demand and no remedy has a name for.

use super::{Lexicon, Line, Mark};
use crate::triage::Demand;

const fn demand(demand: Demand, words: &'static str) -> Line {
    Line { mark: Mark::Demand(demand), weight: 1, words }
}

pub(in crate::triage) static DEMANDS: Lexicon = Lexicon::of(&[
    demand(
        Demand::Distress,
        "精神损失|精神损害|精神赔偿|精神抚慰|精神补偿|emotional distress|mental distress|mental anguish|mental agony|\
        mental harassment|pain and suffering|moral damages|for my distress|for the distress|for the stress",
    ),
    demand(
        Demand::LostTime,
        "误工|耽误的时间|耽误我时间|耽误我的时间|浪费的时间|浪费我时间|浪费我的时间|浪费了我|时间成本|时间损失|lost time|\
        wasted my time|waste of my time|wasting my time|for my time|time i lost|time i wasted|day off work|\
        days off work|time off work|lost wages|lost earnings",
    ),
    demand(
        Demand::StaffConsequences,
        "开除|辞退|炒掉|炒鱿鱼|处分|处罚客服|处罚员工|处罚他|处罚她|扣他工资|扣她工资|扣工资|扣奖金|fire him|fire her|fire them|\
        be fired|get fired|be sacked|get sacked|be dismissed|be disciplined|disciplinary action|lose their job*|\
        lose his job|lose her job",
    ),
    demand(
        Demand::Treatment,
        "医药费|医疗费|医疗开支|治疗费|诊疗费|就医费|就诊费|急诊费|住院费|手术费|看病的钱|看病花|看医生的钱|看医生花|药费|\
        medical bill*|medical cost*|medical expense*|medical fee*|doctor's bill*|doctors bill*|doctors' bill*|doctor bill*|\
        doctor's fee*|bill from the doctor|hospital bill*|hospital cost*|hospital fee*|treatment cost*|cost of treatment|\
        costs of treatment|cost of the treatment|costs of the treatment|cost of the doctor|pay for the doctor|\
        pay for a doctor|pay the doctor|pay for the hospital|pay for treatment|pay for the treatment|ambulance bill*",
    ),
]);
