// SPDX-License-Identifier: MIT
#include "core/engine/report_text.h"
#include "core/config/destination_secrets.h"

#include "core/base/text.h"
#include "core/config/task_setup.h"
#include "core/engine/error_id.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSysInfo>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString kBlot = u"<path>"_s;

// In each document, whether the template names them or not.
const std::array kAlways{u"machine-id"_s,         u"machine-name"_s,
                         u"backup-id"_s,          u"backup-name"_s,
                         u"operating-system"_s,   u"installation-type"_s,
                         u"destination-type"_s,   u"destination-host-suffix"_s,
                         u"next-scheduled-run"_s, u"update-channel"_s};
// Of results; they stand in the log lines.
const std::array kLeftOut{u"Warnings"_s, u"Errors"_s, u"Messages"_s};

QString hashed(const QByteArray &text)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(QByteArray("cairn report\n" + text), QCryptographicHash::Sha256)
            .toHex()
            .left(32));
}

// The system's own must not be told to others (machine-id(5)): one that is derived from it.
QString machineId()
{
    return hashed(QSysInfo::machineUniqueId());
}

// "example.org" of "backup.nas.example.org".
QString hostSuffix(const QString &host)
{
    return host.section(u'.', -2);
}

QString joined(const std::vector<FilePath> &paths)
{
    QStringList list;
    for (const FilePath &path : paths)
        list << path.display();
    return list.join(u':');
}

const QString *find(const ReportValues &values, const QString &name)
{
    const auto found = std::ranges::find_if(values, [&name](const auto &entry) {
        return entry.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == values.end() ? nullptr : &found->second;
}

QString wordOf(Severity severity)
{
    switch (severity) {
    case Severity::Information:
        return u"Information"_s;
    case Severity::Warning:
        return u"Warning"_s;
    case Severity::Error:
        break;
    }
    return u"Error"_s;
}

// Times as Duplicati writes them for people and scripts: local, and unix seconds.
QString timeText(const QString &iso)
{
    const QDateTime time = QDateTime::fromString(iso, Qt::ISODateWithMs);
    return time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s) % u" ("_s %
           QString::number(time.toSecsSinceEpoch()) % u')';
}

QString scalarText(const QString &name, const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? u"True"_s : u"False"_s;
    if (value.isString() && name.endsWith("Time"_L1))
        return timeText(value.toString());
    return value.toVariant().toString();
}

QString fatalText(const RunOutcome &outcome)
{
    return outcome.fatal ? QString(errorId(*outcome.fatal) % u": "_s % outcome.fatal->message)
                         : QString();
}

QJsonValue blotted(const QJsonValue &value, const ReportFacts &facts, const RunOutcome &outcome)
{
    if (value.isString())
        return withoutPaths(value.toString(), facts, outcome);
    if (value.isObject())
        return withoutPaths(value.toObject(), facts, outcome);
    if (!value.isArray())
        return value;
    QJsonArray list;
    const QJsonArray items = value.toArray();
    for (const auto &item : items)
        list.append(blotted(item, facts, outcome));
    return list;
}

} // namespace

ReportValues reportValuesOf(const ReportFacts &facts, ParsedResult parsed)
{
    ReportValues values;
    // Values of options may be URLs with a password in them.
    for (const auto &[name, value] : facts.given->printable())
        values[toQString(name)] =
            toQString(value.find("://") == std::string::npos ? value : withoutSecrets(value));
    const auto preset = [&values](const QString &name, const QString &value) {
        if (!find(values, name))
            values[name] = value;
    };
    preset(u"machine-id"_s, machineId());
    preset(u"machine-name"_s, QSysInfo::machineHostName());
    preset(u"backup-name"_s, toQString(facts.backupName));
    preset(u"backup-id"_s, facts.backupId.empty()
                               ? hashed(QByteArray::fromStdString(facts.remoteUrl))
                               : toQString(facts.backupId));
    preset(u"next-scheduled-run"_s, toQString(facts.nextRun));
    values[u"operating-system"_s] = u"Linux"_s;
    values[u"installation-type"_s] = u"cairn"_s;
    values[u"destination-type"_s] = toQString(facts.destination);
    values[u"destination-host-suffix"_s] = hostSuffix(toQString(facts.host));
    values[u"update-channel"_s] = QString();
    values[u"OperationName"_s] = QLatin1StringView(operationName(facts.operation));
    values[u"RemoteUrl"_s] = toQString(facts.remoteUrl);
    values[u"LocalPath"_s] = joined(facts.sources);
    values[u"ParsedResult"_s] = QLatin1StringView(parsedResultName(parsed));
    return values;
}

QString filledTemplate(const QString &text, const ReportValues &values, const QString &result)
{
    static const QRegularExpression kName(u"%([^%\\r\\n]+)%"_s);
    QString filled;
    qsizetype at = 0;
    auto names = kName.globalMatch(text);
    while (names.hasNext()) {
        const auto match = names.next();
        filled += QStringView(text).sliced(at, match.capturedStart() - at);
        at = match.capturedEnd();
        const QString name = match.captured(1);
        if (name.compare("RESULT"_L1, Qt::CaseInsensitive) == 0)
            filled += result;
        else if (const QString *value = find(values, name))
            filled += *value;
    }
    return filled + QStringView(text).sliced(at);
}

QStringList reportLines(const RunOutcome &outcome, const ReportManner &manner)
{
    QStringList lines;
    qsizetype more = 0;
    for (const ReportMessage &message : outcome.messages) {
        if (static_cast<int>(message.severity) < manner.leastSeverity)
            continue;
        if (manner.maxLines > 0 && lines.size() >= manner.maxLines)
            ++more;
        else
            lines << QString(u'[' % wordOf(message.severity) % u'-' % message.id % u"]: "_s %
                             message.text);
    }
    if (more > 0)
        lines << u"... and %1 more"_s.arg(more);
    return lines;
}

QString resultLines(const RunOutcome &outcome, const QJsonObject &result, const QStringList &log)
{
    QString text;
    if (outcome.fatal)
        text = u"Failed: "_s % outcome.fatal->message % u"\nDetails: "_s % fatalText(outcome) %
               u"\n\n"_s;
    for (auto field = result.begin(); field != result.end(); ++field) {
        const QJsonValue value = field.value();
        if (value.isObject() || std::ranges::find(kLeftOut, field.key()) != kLeftOut.end())
            continue;
        text += field.key() % u": "_s;
        if (value.isArray()) {
            QStringList items;
            const QJsonArray list = value.toArray();
            for (const auto &item : list)
                items << (item.isObject()
                              ? QString::fromUtf8(
                                    QJsonDocument(item.toObject()).toJson(QJsonDocument::Compact))
                              : item.toVariant().toString());
            text += items.isEmpty() ? u"[]"_s
                                    : QString(u"[\n    "_s % items.join(u",\n    "_s) % u"\n]"_s);
        } else {
            text += scalarText(field.key(), value);
        }
        text += u'\n';
    }
    if (!log.isEmpty())
        text += u"\nLog data:\n"_s % log.join(u'\n') % u'\n';
    return text;
}

QString resultDocument(const RunOutcome &outcome, const QJsonObject &result,
                       const ReportValues &values, const QString &wanted, const QStringList &log)
{
    QJsonObject data = result;
    for (const QString &name : kLeftOut)
        data.remove(name);
    QJsonObject extra;
    for (const auto &[name, value] : values)
        if (std::ranges::find(kAlways, name) != kAlways.end() ||
            wanted.contains(QString(u'%' % name % u'%'), Qt::CaseInsensitive))
            extra[name] = value;
    const QJsonObject document{
        {u"Data"_s, data},
        {u"Extra"_s, extra},
        {u"LogLines"_s, QJsonArray::fromStringList(log)},
        {u"Exception"_s, outcome.fatal ? QJsonValue(fatalText(outcome)) : QJsonValue()}};
    return QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Compact));
}

QString withoutPaths(QString text, const ReportFacts &facts, const RunOutcome &outcome)
{
    if (!text.contains(u'/'))
        return text;
    for (const ReportMessage &message : outcome.messages)
        if (message.path.size() > 1)
            text.replace(displayText(message.path), kBlot);
    // What stands behind a source belongs to it, up to the end of a quotation or of the line.
    for (const FilePath &source : facts.sources)
        if (source.bytes().size() > 1)
            text.replace(QRegularExpression(QRegularExpression::escape(source.display()) %
                                            u"(/[^\\r\\n\"”]*)?"_s),
                         kBlot);
    // A URL has a colon before its slashes, and a word like "and/or" a letter.
    static const QRegularExpression kPath(
        u"(?<![\\w:/<>])/(?:[^\\s/\"“”':]+/)*[^\\s/\"“”':,]+/?"_s);
    return text.replace(kPath, kBlot);
}

QJsonObject withoutPaths(const QJsonObject &result, const ReportFacts &facts,
                         const RunOutcome &outcome)
{
    QJsonObject clean;
    for (auto field = result.begin(); field != result.end(); ++field)
        clean[field.key()] = blotted(field.value(), facts, outcome);
    return clean;
}

} // namespace cairn
