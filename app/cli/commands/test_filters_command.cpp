// SPDX-License-Identifier: MIT
#include "app/cli/commands/finish.h"
#include "app/cli/stop_signals.h"
#include "app/shared/units.h"
#include "core/base/text.h"
#include "core/engine/filter_test.h"

#include <QJsonArray>

namespace cairn::cli {

using namespace Qt::StringLiterals;

int runTestFilters(Context &context)
{
    std::vector<FilePath> sources;
    for (const std::string &word : context.words)
        sources.push_back(absolutePath(word));
    const bool json = context.console.manner().json;
    QJsonArray entries;
    const auto visit = [&](const FilterTestEntry &entry) {
        if (json) {
            entries.append(QJsonObject{{u"Path"_s, jsonPath(entry.path)},
                                       {u"Included"_s, entry.included},
                                       {u"Reason"_s, entry.reason}});
            return;
        }
        context.console.answer((entry.included ? u"Included  "_s : u"Excluded  "_s) %
                                   displayText(entry.path) % u"  ["_s % entry.reason % u']',
                               entry.included ? Tone::Plain : Tone::Faint);
    };
    const StopSignals signalsTaken(context.cancel);
    const auto counts = testFilters(context.world.files, sources, context.job.options.source,
                                    context.cancel, visit);
    if (!counts) {
        context.console.fail(counts.error());
        return exitCode::Failed;
    }
    const auto stored = static_cast<std::int64_t>(counts->files);
    const auto left = static_cast<std::int64_t>(counts->allSkipped() + counts->unreadable);
    if (json)
        context.console.document(
            QJsonDocument(
                QJsonObject{{u"MainOperation"_s, u"TestFilters"_s},
                            {u"IncludedFiles"_s, static_cast<qint64>(stored)},
                            {u"SizeOfIncludedFiles"_s, static_cast<qint64>(counts->fileBytes)},
                            {u"ExcludedEntries"_s, static_cast<qint64>(left)},
                            {u"Entries"_s, entries}})
                .toJson());
    context.console.tell(u"Included: %1 (%2). Left out: %3."_s.arg(
        countText(stored, u"file"_s, u"files"_s),
        formatSize(static_cast<std::int64_t>(counts->fileBytes)),
        countText(left, u"entry"_s, u"entries"_s)));
    return exitCode::Success;
}

} // namespace cairn::cli
