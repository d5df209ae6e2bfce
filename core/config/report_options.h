// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/secret.h"
#include "core/config/option_set.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

// Whom a run tells of its result, and which programs it starts (engine.md §10.6, §10.7).
namespace cairn {

enum class ReportFormat : std::uint8_t { Duplicati, Json }; // lines of "Name: value", or a document

// What all ways of sending have in common.
struct ReportManner
{
    std::vector<std::string> levels; // of a backup, as results are called; empty: all
    bool anyOperation = false;       // else of backups alone
    ReportFormat format = ReportFormat::Duplicati;
    int leastSeverity = 1;       // of the log lines in it: 0 information, 1 warning, 2 error
    std::int64_t maxLines = 100; // of the log; 0: all
    std::string extra;           // "name=value&…"
};

struct MailReport
{
    std::vector<std::string> servers; // tried in order: smtp://, smtps://, tls://
    std::string user;
    Secret password;
    std::string from;
    std::vector<std::string> to;
    std::string subject; // templates; the body may be the path of one
    std::string body;
    ReportManner manner;
    [[nodiscard]] bool isSet() const { return !to.empty(); }
};

struct HttpReport
{
    std::vector<std::string> formUrls;
    std::vector<std::string> jsonUrls;
    std::string message; // a template, or the path of one
    std::string parameter = "message";
    std::string verb = "POST";
    int retries = 3;
    std::chrono::seconds retryDelay{1};
    bool anyCertificate = false;
    std::vector<std::string> certificates; // SHA-1 or SHA-256 in hex: these are taken as they are
    ReportManner manner;
    [[nodiscard]] bool isSet() const { return !formUrls.empty() || !jsonUrls.empty(); }
};

struct ReportOptions
{
    MailReport mail;
    HttpReport http;
    bool showPaths = false; // of local files; else they are blotted out
    [[nodiscard]] bool isSet() const { return mail.isSet() || http.isSet(); }
};

struct ScriptOptions
{
    std::string before; // programs, with arguments if so wished; empty: none
    std::string beforeRequired;
    std::string postBackup;
    std::string after;
    std::chrono::seconds timeout{60}; // 0: as long as it takes
    bool withArguments = false;
    bool withSecrets = false;                      // the environment holds passwords too
    ReportFormat format = ReportFormat::Duplicati; // of the result file
    int leastSeverity = 1;
    [[nodiscard]] bool isSet() const
    {
        return !before.empty() || !beforeRequired.empty() || !postBackup.empty() || !after.empty();
    }
};

[[nodiscard]] ReportOptions reportOptions(const OptionSet &given);
[[nodiscard]] ScriptOptions scriptOptions(const OptionSet &given);

} // namespace cairn
