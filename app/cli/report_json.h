// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/error_text.h"
#include "core/engine/result_json.h"

// Results as documents, with what ended a run in the words of the command line.
namespace cairn::cli {

using cairn::addFields;
using cairn::jsonPath;

[[nodiscard]] inline QJsonObject runToJson(const RunOutcome &outcome)
{
    return cairn::runToJson(outcome, outcome.fatal ? errorText(*outcome.fatal) : QString());
}

template<typename Value>
[[nodiscard]] QJsonObject outcomeToJson(const Outcome<Value> &outcome)
{
    return cairn::outcomeToJson(outcome, outcome.fatal ? errorText(*outcome.fatal) : QString());
}

} // namespace cairn::cli
