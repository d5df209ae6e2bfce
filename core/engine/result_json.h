// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/engine.h"

#include <QJsonObject>

// The result object of engine.md §0.3.
namespace cairn {

[[nodiscard]] QJsonObject toJson(const BackupResult &result);
[[nodiscard]] QJsonObject toJson(const RestoreResult &result);
[[nodiscard]] QJsonObject toJson(const TestResult &result);
[[nodiscard]] QJsonObject toJson(const RepairOutcomeValue &result);
[[nodiscard]] QJsonObject toJson(const DeleteResult &result);
[[nodiscard]] QJsonObject toJson(const CompactResult &result);
[[nodiscard]] QJsonObject toJson(const StoreCopyResult &result);
[[nodiscard]] QJsonObject toJson(const PurgeResult &result);
[[nodiscard]] QJsonObject toJson(const std::vector<BrokenVersion> &broken);
[[nodiscard]] QJsonObject toJson(const ComparisonResult &result);
[[nodiscard]] QJsonObject toJson(const VersionInfo &version);
[[nodiscard]] QJsonObject toJson(const CatalogEntry &entry);
// The common part of every result. fatalText: what ended it, in the words of whoever asks.
[[nodiscard]] QJsonObject runToJson(const RunOutcome &outcome, const QString &fatalText);

[[nodiscard]] const char *findingName(VolumeFinding::Kind kind); // "Missing"
// A path as text; one that is no UTF-8 with its odd bytes as escapes.
[[nodiscard]] QString jsonPath(const std::string &path);
// Adds the fields of `more`.
void addFields(QJsonObject &object, const QJsonObject &more);

template<typename Value>
[[nodiscard]] QJsonObject outcomeToJson(const Outcome<Value> &outcome, const QString &fatalText)
{
    QJsonObject object = runToJson(outcome, fatalText);
    if constexpr (requires { toJson(*outcome.value); })
        if (outcome.value)
            addFields(object, toJson(*outcome.value));
    return object;
}

} // namespace cairn
