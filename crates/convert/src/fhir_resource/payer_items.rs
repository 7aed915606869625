//! Items of ClaimResponse and ExplanationOfBenefit, with their details and those that the payer added.

use fhir::datatype::{CodeableConcept, Decimals};
use fhir::resource::claim_response::Adjudication;
use fhir::resource::explanation_of_benefit::AddItem;
use fhir::resource::{ClaimResponse, ExplanationOfBenefit};

use super::line::Item;

/// An item with what was decided of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'m> {
    pub(super) item: Item<'m>,
    pub(super) adjudication: &'m [Adjudication<'m>],
    pub(super) notes: Option<Decimals<'m>>,
    pub(super) is_added: bool,
    pub(super) review: Option<&'m CodeableConcept<'m>>,
}

/// Those of an ExplanationOfBenefit.
pub(super) fn of_benefit<'m>(it: &'m ExplanationOfBenefit<'m>) -> Vec<Shown<'m>> {
    let mut all = Vec::new();
    for item in &it.item {
        let sequence = item.sequence.as_ref();
        all.push(Shown {
            item: Item {
                sequence: [sequence, None, None],
                revenue: item.revenue.as_ref(),
                product: item.product_or_service.as_ref(),
                modifier: &item.modifier,
                date: item.serviced_date.as_ref(),
                period: item.serviced_period.as_ref(),
                place: item.location_codeable_concept.as_ref(),
                location: item.location_reference.as_ref(),
                quantity: item.quantity.as_ref(),
                unit_price: item.unit_price.as_ref(),
                net: item.net.as_ref(),
                diagnoses: Some(item.diagnosis_sequence),
                care_team: Some(item.care_team_sequence),
                encounter: item.encounter.first(),
            },
            adjudication: &item.adjudication,
            notes: Some(item.note_number),
            is_added: false,
            review: item
                .review_outcome
                .as_ref()
                .and_then(|it| it.decision.as_ref()),
        });
        for detail in &item.detail {
            let number = detail.sequence.as_ref();
            all.push(Shown {
                item: Item {
                    sequence: [sequence, number, None],
                    revenue: detail.revenue.as_ref(),
                    product: detail.product_or_service.as_ref(),
                    modifier: &detail.modifier,
                    quantity: detail.quantity.as_ref(),
                    unit_price: detail.unit_price.as_ref(),
                    net: detail.net.as_ref(),
                    ..Item::default()
                },
                adjudication: &detail.adjudication,
                notes: Some(detail.note_number),
                is_added: false,
                review: None,
            });
            all.extend(detail.sub_detail.iter().map(|sub| Shown {
                item: Item {
                    sequence: [sequence, number, sub.sequence.as_ref()],
                    revenue: sub.revenue.as_ref(),
                    product: sub.product_or_service.as_ref(),
                    modifier: &sub.modifier,
                    quantity: sub.quantity.as_ref(),
                    unit_price: sub.unit_price.as_ref(),
                    net: sub.net.as_ref(),
                    ..Item::default()
                },
                adjudication: &sub.adjudication,
                notes: Some(sub.note_number),
                is_added: false,
                review: None,
            }));
        }
    }
    all.extend(it.add_item.iter().map(added));
    all
}

/// One that the payer added.
fn added<'m>(added: &'m AddItem<'m>) -> Shown<'m> {
    Shown {
        item: Item {
            product: added.product_or_service.as_ref(),
            revenue: added.revenue.as_ref(),
            modifier: &added.modifier,
            date: added.serviced_date.as_ref(),
            period: added.serviced_period.as_ref(),
            place: added.location_codeable_concept.as_ref(),
            quantity: added.quantity.as_ref(),
            unit_price: added.unit_price.as_ref(),
            net: added.net.as_ref(),
            ..Item::default()
        },
        adjudication: &added.adjudication,
        notes: Some(added.note_number),
        is_added: true,
        review: None,
    }
}

/// Those of a ClaimResponse: what they were is in the claim.
pub(super) fn of_response<'m>(it: &'m ClaimResponse<'m>) -> Vec<Shown<'m>> {
    let mut all = Vec::new();
    for item in &it.item {
        let sequence = item.item_sequence.as_ref();
        let shown = |sequence, adjudication, notes| Shown {
            item: Item {
                sequence,
                ..Item::default()
            },
            adjudication,
            notes: Some(notes),
            is_added: false,
            review: None,
        };
        let review = item
            .review_outcome
            .as_ref()
            .and_then(|it| it.decision.as_ref());
        all.push(Shown {
            review,
            ..shown(
                [sequence, None, None],
                &*item.adjudication,
                item.note_number,
            )
        });
        for detail in &item.detail {
            let number = detail.detail_sequence.as_ref();
            all.push(shown(
                [sequence, number, None],
                &*detail.adjudication,
                detail.note_number,
            ));
            for sub in &detail.sub_detail {
                let numbers = [sequence, number, sub.sub_detail_sequence.as_ref()];
                all.push(shown(numbers, &*sub.adjudication, sub.note_number));
            }
        }
    }
    all.extend(it.add_item.iter().map(|added| Shown {
        item: Item {
            product: added.product_or_service.as_ref(),
            revenue: added.revenue.as_ref(),
            modifier: &added.modifier,
            date: added.serviced_date.as_ref(),
            period: added.serviced_period.as_ref(),
            place: added.location_codeable_concept.as_ref(),
            quantity: added.quantity.as_ref(),
            unit_price: added.unit_price.as_ref(),
            net: added.net.as_ref(),
            ..Item::default()
        },
        adjudication: &added.adjudication,
        notes: Some(added.note_number),
        is_added: true,
        review: None,
    }));
    all
}
