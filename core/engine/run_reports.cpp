// SPDX-License-Identifier: MIT
#include "core/engine/run_reports.h"

#include "core/base/text.h"
#include "core/engine/report_text.h"

#include <QUrl>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kLargestTemplate = 1 << 20;

// "a=b&c=d" as it was given, with what must not stand in a form encoded.
QByteArray encodedExtra(const std::string &extra)
{
    return QUrl::toPercentEncoding(toQString(extra), "=&%+");
}

// For people: the server alone, as a path may be a password too.
QString placeOf(const std::string &text)
{
    const QUrl url(toQString(text));
    return url.scheme() % u"://"_s % url.host() %
           (url.port() < 0 ? QString() : QString(u':' % QString::number(url.port())));
}

} // namespace

RunReports::RunReports(FileLayer &files, ReportSender &sender, const ReportOptions &options,
                       ReportFacts facts)
    : m_files(files)
    , m_sender(sender)
    , m_options(options)
    , m_facts(std::move(facts))
{
}

// Of other operations every result counts, as in Duplicati.
bool RunReports::wants(const ReportManner &manner, const RunOutcome &outcome) const
{
    if (outcome.operation != Operation::Backup)
        return manner.anyOperation;
    return manner.levels.empty() ||
           std::ranges::find(manner.levels, parsedResultName(outcome.judgement.result)) !=
               manner.levels.end();
}

// An absolute path names a file that holds it.
QString RunReports::templateOf(const std::string &text) const
{
    if (text.starts_with('/') && text.find('\n') == std::string::npos) {
        const auto content = m_files.readWhole(FilePath(text), kLargestTemplate);
        if (content)
            return toQString(asText(content->view()));
    }
    return toQString(text).replace("\\n"_L1, "\n"_L1);
}

QString RunReports::bodyOf(const QString &wanted, ReportFormat format, const ReportManner &manner,
                           const RunOutcome &outcome, const QJsonObject &result) const
{
    const ReportValues values = reportValuesOf(m_facts, outcome.judgement.result);
    QStringList log = reportLines(outcome, manner);
    RunOutcome shown = outcome;
    QJsonObject data = result;
    if (!m_options.showPaths) {
        for (QString &line : log)
            line = withoutPaths(line, m_facts, outcome);
        data = withoutPaths(result, m_facts, outcome);
        if (shown.fatal)
            shown.fatal->message = withoutPaths(shown.fatal->message, m_facts, outcome);
    }
    if (format == ReportFormat::Json) // the template only says which values are wanted
        return resultDocument(shown, data, values, wanted, log);
    return filledTemplate(wanted, values, resultLines(shown, data, log));
}

SentReport RunReports::mail(const RunOutcome &outcome, const QJsonObject &result,
                            const CancelToken &cancel)
{
    const MailReport &how = m_options.mail;
    const ReportValues values = reportValuesOf(m_facts, outcome.judgement.result);
    MailText text;
    text.subject = filledTemplate(toQString(how.subject), values,
                                  QLatin1StringView(parsedResultName(outcome.judgement.result)));
    text.body = bodyOf(templateOf(how.body), how.manner.format, how.manner, outcome, result);
    if (!how.manner.extra.empty() && how.manner.format != ReportFormat::Json)
        text.body += u"\n"_s % toQString(how.manner.extra).replace(u'&', u'\n') % u'\n';
    QStringList places;
    for (const std::string &server : how.servers)
        places << placeOf(server);
    return {places.join(u"; "_s), m_sender.mail(how, text, cancel)};
}

std::vector<SentReport> RunReports::post(const RunOutcome &outcome, const QJsonObject &result,
                                         const CancelToken &cancel)
{
    const HttpReport &how = m_options.http;
    const QString wanted = templateOf(how.message);
    std::vector<SentReport> sent;
    // Several at one server are counted.
    const auto isAt = [](const QString &place) {
        return [&place](const std::string &url) { return placeOf(url) == place; };
    };
    const auto send = [&](HttpText text) {
        QString place = placeOf(text.url);
        const auto count = std::ranges::count_if(how.formUrls, isAt(place)) +
                           std::ranges::count_if(how.jsonUrls, isAt(place));
        const auto before = std::ranges::count_if(
            sent, [&](const SentReport &other) { return other.place.startsWith(place % u" ("_s); });
        if (count > 1)
            place += u" (%1)"_s.arg(before + 1);
        sent.push_back({place, m_sender.post(how, text, cancel)});
    };
    for (const std::string &url : how.formUrls) {
        const QString message = bodyOf(wanted, how.manner.format, how.manner, outcome, result);
        QByteArray body = QUrl::toPercentEncoding(toQString(how.parameter)) + '=' +
                          QUrl::toPercentEncoding(message);
        if (!how.manner.extra.empty())
            body += '&' + encodedExtra(how.manner.extra);
        send({url, "application/x-www-form-urlencoded", body.toStdString()});
    }
    for (const std::string &url : how.jsonUrls)
        send({url, "application/json; charset=utf-8",
              bodyOf(wanted, ReportFormat::Json, how.manner, outcome, result).toStdString()});
    return sent;
}

std::vector<SentReport> RunReports::send(const RunOutcome &outcome, const QJsonObject &result,
                                         const CancelToken &cancel)
{
    std::vector<SentReport> sent;
    if (m_options.mail.isSet() && wants(m_options.mail.manner, outcome))
        sent.push_back(mail(outcome, result, cancel));
    if (m_options.http.isSet() && wants(m_options.http.manner, outcome))
        for (SentReport &report : post(outcome, result, cancel))
            sent.push_back(std::move(report));
    return sent;
}

std::vector<SentReport> RunReports::sendAll(const RunOutcome &outcome, const QJsonObject &result,
                                            const CancelToken &cancel)
{
    std::vector<SentReport> sent;
    if (m_options.mail.isSet())
        sent.push_back(mail(outcome, result, cancel));
    for (SentReport &report : post(outcome, result, cancel))
        sent.push_back(std::move(report));
    return sent;
}

} // namespace cairn
