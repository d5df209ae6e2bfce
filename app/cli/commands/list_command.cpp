// SPDX-License-Identifier: MIT
// list, find and list-filesets. Lines of versions begin with a number and a colon; no other does.
#include "app/cli/commands/finish.h"
#include "app/cli/run_watch.h"
#include "core/base/text.h"

#include <QJsonArray>

#include <algorithm>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

QJsonArray versionsToJson(const std::vector<VersionInfo> &versions)
{
    QJsonArray array;
    for (const VersionInfo &version : versions)
        array.append(toJson(version));
    return array;
}

int listVersionsOnly(Context &context)
{
    Outcome<std::vector<VersionInfo>> outcome;
    {
        const RunWatch watch(context.console, context.progress, context.cancel,
                             Operation::ListFilesets);
        outcome = context.engine.listFilesets(context.job, context.cancel, context.progress);
    }
    if (outcome.value) {
        context.console.tell(u"Versions of the backup, the newest first:"_s);
        for (const VersionInfo &version : *outcome.value)
            context.console.answer(versionLine(version));
    }
    tellMessages(context, outcome);
    if (context.console.manner().json) {
        QJsonObject document = runToJson(outcome);
        if (outcome.value)
            document[u"Filesets"_s] = versionsToJson(*outcome.value);
        writeDocument(context, document);
    }
    return outcome.judgement.exitCode;
}

// Prints entries as they come.
class EntryPrinter final
{
public:
    explicit EntryPrinter(Context &context)
        : m_context(context)
        , m_directOnly(context.options.boolean("list-folder-contents"))
    {
    }

    Result<> begin(const std::vector<VersionInfo> &versions)
    {
        m_versions = versions;
        if (versions.size() == 1)
            m_context.console.tell(u"Files in version %1 of %2:"_s.arg(
                QString::number(versions[0].index), formatLocalTime(versions[0].row.time)));
        else
            m_context.console.tell(u"Files and the versions that have them:"_s);
        return {};
    }

    Result<> entry(const CatalogEntry &entry)
    {
        if (m_directOnly && !isDirect(entry.path))
            return {};
        if (m_context.console.manner().json) {
            m_json.append(toJson(entry));
            return {};
        }
        const QString path = displayText(entry.path);
        const bool isFile = entry.type == EntryType::File;
        if (m_versions.size() == 1) {
            m_context.console.answer(
                isFile
                    ? path % u" ("_s % formatSize(entry.sizes.empty() ? 0 : entry.sizes[0]) % u')'
                    : path);
            return {};
        }
        m_context.console.answer(path);
        for (std::size_t i = 0; i < entry.sizes.size() && i < m_versions.size(); ++i) {
            if (entry.sizes[i] >= 0)
                m_context.console.answer(u"    %1: %2  %3"_s.arg(
                    QString::number(m_versions[i].index), formatLocalTime(m_versions[i].row.time),
                    isFile ? formatSize(entry.sizes[i]) : QString()));
        }
        return {};
    }

    [[nodiscard]] const QJsonArray &json() const { return m_json; }

private:
    // Directly in one of the folders that were asked for.
    [[nodiscard]] bool isDirect(std::string_view path) const
    {
        const std::string_view inner = path.substr(0, path.find_last_not_of('/') + 1);
        const std::string_view parent = inner.substr(0, inner.rfind('/') + 1);
        return std::any_of(
            m_context.words.begin(), m_context.words.end(),
            [&](const std::string &folder) { return parent == folder || parent == folder + '/'; });
    }

    Context &m_context;
    bool m_directOnly;
    std::vector<VersionInfo> m_versions;
    QJsonArray m_json;
};

int listFiles(Context &context, const WantedPaths &wanted, bool everyVersion)
{
    EntryPrinter printer(context);
    const ListVisitor visitor{
        [&](const std::vector<VersionInfo> &versions) { return printer.begin(versions); },
        [&](const CatalogEntry &entry) { return printer.entry(entry); }};
    Outcome<ListResult> outcome;
    {
        const RunWatch watch(context.console, context.progress, context.cancel, Operation::List);
        outcome = context.engine.list(context.job, {wanted, everyVersion}, visitor, context.cancel,
                                      context.progress);
    }
    if (outcome.value && outcome.value->entries == 0)
        context.console.tell(u"Nothing in the backup matches."_s);
    tellMessages(context, outcome);
    if (context.console.manner().json) {
        QJsonObject document = runToJson(outcome);
        if (outcome.value)
            document[u"Filesets"_s] = versionsToJson(outcome.value->versions);
        document[u"Files"_s] = printer.json();
        writeDocument(context, document);
    }
    return outcome.judgement.exitCode;
}

} // namespace

int runListFilesets(Context &context)
{
    return listVersionsOnly(context);
}

int runList(Context &context)
{
    const WantedPaths wanted{context.words, context.options.filters()};
    if (wanted.empty() || context.options.boolean("list-sets-only"))
        return listVersionsOnly(context);
    return listFiles(context, wanted, context.job.options.selection.all);
}

int runFind(Context &context)
{
    const WantedPaths wanted{context.words, context.options.filters()};
    if (wanted.empty())
        return listVersionsOnly(context);
    return listFiles(context, wanted, true);
}

} // namespace cairn::cli
