// SPDX-License-Identifier: MIT
#include "core/config/report_options.h"

#include "core/config/option_values.h"

#include <algorithm>

namespace cairn {

namespace {

std::vector<std::string> listOf(const std::string &text, char separator)
{
    std::vector<std::string> list;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        const std::string_view part = trimmed(std::string_view(text).substr(at, end - at));
        if (!part.empty())
            list.emplace_back(part);
        at = end + 1;
    }
    return list;
}

// Addresses; a comma between quotes belongs to a name.
std::vector<std::string> addressesOf(const std::string &text)
{
    std::vector<std::string> list(1);
    bool isQuoted = false;
    for (const char c : text) {
        isQuoted = isQuoted != (c == '"');
        if (c == ',' && !isQuoted)
            list.emplace_back();
        else
            list.back().push_back(c);
    }
    for (std::string &address : list)
        address = std::string(trimmed(address));
    std::erase(list, std::string());
    return list;
}

// Templates of Duplicati's own for pages do not exist here.
ReportFormat formatOf(const OptionSet &given, std::string_view name)
{
    const std::string word = asciiLower(given.text(name));
    return word == "json" ? ReportFormat::Json : ReportFormat::Duplicati;
}

int severityOf(const OptionSet &given, std::string_view name)
{
    const std::string_view word = given.word(name);
    return word == "Error" ? 2 : word == "Warning" ? 1 : 0;
}

ReportManner mannerOf(const OptionSet &given, const std::string &prefix)
{
    ReportManner manner;
    for (const std::string_view level : given.flags(prefix + "level"))
        manner.levels.emplace_back(level);
    if (std::ranges::find(manner.levels, "All") != manner.levels.end())
        manner.levels.clear();
    manner.anyOperation = given.boolean(prefix + "any-operation");
    manner.format = formatOf(given, prefix + "result-output-format");
    manner.leastSeverity = severityOf(given, prefix + "log-level");
    manner.maxLines = std::max<std::int64_t>(0, given.integer(prefix + "max-log-lines"));
    manner.extra = given.text(prefix + "extra-parameters");
    return manner;
}

} // namespace

ReportOptions reportOptions(const OptionSet &given)
{
    ReportOptions reports;
    MailReport &mail = reports.mail;
    mail.servers = listOf(given.text("send-mail-url"), ';');
    mail.user = given.text("send-mail-username");
    mail.password = given.secret("send-mail-password");
    mail.from = given.text("send-mail-from");
    mail.to = addressesOf(given.text("send-mail-to"));
    mail.subject = given.text("send-mail-subject");
    mail.body = given.text("send-mail-body");
    mail.manner = mannerOf(given, "send-mail-");
    HttpReport &http = reports.http;
    http.formUrls = listOf(given.text("send-http-form-urls"), ';');
    http.jsonUrls = listOf(given.text("send-http-json-urls"), ';');
    http.manner = mannerOf(given, "send-http-");
    // The older option says by the format which of the two it means.
    std::vector<std::string> &older =
        http.manner.format == ReportFormat::Json ? http.jsonUrls : http.formUrls;
    for (std::string &url : listOf(given.text("send-http-url"), ';'))
        older.push_back(std::move(url));
    http.message = given.text("send-http-message");
    http.parameter = given.text("send-http-message-parameter-name");
    http.verb = given.text("send-http-verb");
    http.retries =
        static_cast<int>(std::min<std::int64_t>(given.integer("send-http-retries"), 100));
    http.retryDelay = given.duration("send-http-retry-delay");
    http.anyCertificate = given.boolean("send-http-accept-any-ssl-certificate");
    http.certificates = listOf(given.text("send-http-accept-specified-ssl-hash"), ',');
    reports.showPaths = given.boolean("allow-paths-in-log-messages");
    return reports;
}

ScriptOptions scriptOptions(const OptionSet &given)
{
    ScriptOptions scripts;
    scripts.before = given.text("run-script-before");
    scripts.beforeRequired = given.text("run-script-before-required");
    scripts.postBackup = given.text("run-script-post-backup");
    scripts.after = given.text("run-script-after");
    scripts.timeout = given.duration("run-script-timeout");
    scripts.withArguments = given.boolean("run-script-with-arguments");
    scripts.withSecrets = given.boolean("run-script-with-secrets");
    scripts.format = formatOf(given, "run-script-result-output-format");
    scripts.leastSeverity = severityOf(given, "run-script-log-level");
    return scripts;
}

} // namespace cairn
