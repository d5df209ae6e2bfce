// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"
#include "core/engine/outcome.h"
#include "core/engine/report_sender.h"

#include <QJsonObject>

#include <map>

namespace cairn {

// What a report says of a run beside its result.
struct ReportFacts
{
    Operation operation = Operation::Backup;
    std::string remoteUrl; // without credentials
    std::vector<FilePath> sources;
    std::string backupName;
    std::string backupId;    // empty: one by the destination
    std::string nextRun;     // empty: not known
    std::string destination; // scheme
    std::string host;        // empty: none
    const OptionSet *given = nullptr;
};

// Tells others of the result of a run (engine.md §10.7).
class RunReports final
{
public:
    RunReports(FileLayer &files, ReportSender &sender, const ReportOptions &options,
               ReportFacts facts);

    // What the options want sent of this run.
    std::vector<SentReport> send(const RunOutcome &outcome, const QJsonObject &result,
                                 const CancelToken &cancel);
    // All that is set up, whatever the levels say.
    std::vector<SentReport> sendAll(const RunOutcome &outcome, const QJsonObject &result,
                                    const CancelToken &cancel);
    // To people alone, not to monitors: these take any call for a sign of life.
    SentReport mail(const RunOutcome &outcome, const QJsonObject &result,
                    const CancelToken &cancel);

private:
    [[nodiscard]] bool wants(const ReportManner &manner, const RunOutcome &outcome) const;
    [[nodiscard]] QString templateOf(const std::string &text) const;
    std::vector<SentReport> post(const RunOutcome &outcome, const QJsonObject &result,
                                 const CancelToken &cancel);
    [[nodiscard]] QString bodyOf(const QString &wanted, ReportFormat format,
                                 const ReportManner &manner, const RunOutcome &outcome,
                                 const QJsonObject &result) const;

    FileLayer &m_files;
    ReportSender &m_sender;
    const ReportOptions &m_options;
    ReportFacts m_facts;
};

} // namespace cairn
