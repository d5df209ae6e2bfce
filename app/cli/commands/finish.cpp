// SPDX-License-Identifier: MIT
#include "app/cli/commands/finish.h"

#include "app/shared/error_text.h"
#include "core/base/text.h"

#include <QJsonArray>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kShown = 20; // of each severity, unless --verbose

struct Shown
{
    std::int64_t counts[3] = {0, 0, 0};

    [[nodiscard]] bool wants(Severity severity, bool verbose)
    {
        return ++counts[static_cast<std::size_t>(severity)] <= kShown || verbose;
    }
    [[nodiscard]] std::int64_t left(Severity severity) const
    {
        return counts[static_cast<std::size_t>(severity)] - kShown;
    }
};

// What every such run has to say, and its result says in short.
bool isRoutine(const QString &id)
{
    return id == u"CompactPlan"_s || id == u"CompactVolume"_s || id == u"DeleteVersion"_s ||
           id == u"VolumeIsSound"_s;
}

void tellMessage(Console &console, const ReportMessage &message)
{
    switch (message.severity) {
    case Severity::Information:
        if (isRoutine(message.id))
            console.detail(message.text);
        else
            console.tell(message.text, Tone::Faint);
        break;
    case Severity::Warning:
        console.warn(u"Warning: "_s % message.text);
        break;
    case Severity::Error:
        console.failText(u"Error: "_s % message.text);
        break;
    }
}

} // namespace

void tellMessages(Context &context, const RunOutcome &outcome)
{
    Console &console = context.console;
    const bool json = console.manner().json;
    Shown shown;
    for (const ReportMessage &message : outcome.messages) {
        if (!json && shown.wants(message.severity, console.manner().verbose))
            tellMessage(console, message);
    }
    for (const Severity severity : {Severity::Warning, Severity::Error}) {
        if (!console.manner().verbose && shown.left(severity) > 0)
            console.warn(
                u"… and %1 more; --verbose shows all of them."_s.arg(shown.left(severity)));
    }
    if (outcome.fatal)
        console.fail(*outcome.fatal);
}

void tellDetails(Context &context, const TestResult &result)
{
    for (const VolumeFinding &finding : result.findings)
        context.console.answer(findingLine(finding), Tone::Error);
}

void tellDetails(Context &context, const BackupResult &result)
{
    for (const CarriedRow &row : result.unreadable)
        context.console.detail(u"unreadable  "_s % displayText(row.path) % u": "_s % row.reason);
    if (result.tested)
        tellDetails(context, *result.tested);
}

void writeDocument(Context &context, QJsonObject document)
{
    QJsonArray messages;
    for (const QString &note : context.notes)
        messages.append(QString(u"UnsupportedOption: "_s % note));
    const QJsonArray others = document[u"Messages"].toArray();
    for (const auto &message : others)
        messages.append(message);
    document[u"Messages"_s] = messages;
    document[u"MessagesActualLength"_s] =
        document[u"MessagesActualLength"].toInt() + static_cast<int>(context.notes.size());
    context.console.document(QJsonDocument(document).toJson());
}

void tellFullResult(Context &context, const QJsonObject &document)
{
    for (auto field = document.begin(); field != document.end(); ++field) {
        const QJsonValue value = field.value();
        const QString text =
            value.isArray() || value.isObject()
                ? QString::fromUtf8((value.isArray() ? QJsonDocument(value.toArray())
                                                     : QJsonDocument(value.toObject()))
                                        .toJson(QJsonDocument::Compact))
                : value.toVariant().toString();
        context.console.answer(u"  "_s % field.key() % u": "_s % text);
    }
}

} // namespace cairn::cli
