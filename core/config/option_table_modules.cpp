// SPDX-License-Identifier: MIT
#include "core/config/option_table_parts.h"

namespace cairn::table {

namespace {

constexpr auto kEncryption = group(
    OptionCategory::Encryption, use::All,
    {
        path("gpg-program-path", "Where the gpg program is; without it gpg2 and gpg are looked "
                                 "for."),
        text("gpg-encryption-command", "--symmetric", "What gpg is told in order to encrypt."),
        text("gpg-encryption-switches", "", "More arguments for gpg when it encrypts."),
        text("gpg-decryption-command", "--decrypt", "What gpg is told in order to decrypt."),
        text("gpg-decryption-switches", "", "More arguments for gpg when it decrypts."),
        flag("gpg-encryption-enable-armor", "Writes text instead of bytes; volumes grow by a "
                                            "third."),
        deprecated(flag("gpg-encryption-disable-armor", "Writes bytes, as is the default.")),
        accepted(number("aes-version", "2", "2", "3",
                        "The version of AES Crypt volumes. Cairn "
                        "writes 2 and reads all.")),
        accepted(number("aes-v3-iterations", "300000", "1", "5000000",
                        "How slow version 3 makes "
                        "a guess.")),
        accepted(flag("aes-minimal-header", "Leaves the name of the program out of volumes.")),
        accepted(flag("aes-ignore-padding-bytes", "Accepts volumes of other programs; Cairn "
                                                  "does.")),
        deprecated(number("aes-set-threadlevel", "", "0", "", "How many threads encrypt.")),
        deprecated(flag("aes-encryption-dont-allow-fallback", "Of Duplicati 1.3.")),
    });

constexpr auto kCompression = group(
    OptionCategory::Compression, use::Backup | use::Compact | use::Repair,
    {
        alias("compression-level",
              alsoWord("auto", number("zip-compression-level", "auto", "0", "9",
                                      "How hard to compress: 0 stores, 9 is the smallest and "
                                      "slowest. auto follows the speed of the destination."))),
        accepted(text("zip-compression-method", "Deflate",
                      "How zip archives are compressed. New volumes are always deflated or "
                      "stored.")),
        accepted(text("zip-compression-library", "Auto", "Which library writes zip archives.")),
        accepted(flag("zip-compression-zip64", "Allows archives above 4 GiB; Cairn uses the long "
                                               "form where it is needed.")),
        accepted(number("tzstd-compression-level", "10", "1", "22", "How hard tzstd compresses.")),
        accepted(flag("tzstd-memory-buffer", "Builds tzstd archives in memory.")),
        accepted(number("tgz-compression-level", "2", "0", "3", "How hard tgz compresses.")),
        accepted(flag("tgz-memory-buffer", "Builds tgz archives in memory.")),
    });

constexpr auto kSecrets = acceptedGroup(
    OptionCategory::Secrets, use::All, "",
    {
        secret("secret-provider", "Where placeholders in other options are looked up."),
        text("secret-provider-pattern", "$", "What a placeholder begins with."),
        text("secret-provider-cache", "None", "Whether secrets looked up are kept."),
    });

constexpr std::string_view kResults = "Success Warning Error Fatal Unknown All";
constexpr std::string_view kLevels =
    "ExplicitOnly Profiling Verbose Retry Information DryRun Warning Error";

constexpr auto kScripts = group(
    OptionCategory::Scripts, use::All,
    {
        text(
            "run-script-before", "",
            "A program to run before the operation. It may forbid it by its exit code (1, 3, 5 and "
            "above) and change options of this run with lines --name=value."),
        text("run-script-before-required", "",
             "The same; the operation runs only if it ends with 0 and in time."),
        text("run-script-post-backup", "",
             "A program to run once all is uploaded, before old versions are removed."),
        text("run-script-after", "",
             "A program to run at the end, also of a run that failed. The file that "
             "DUPLICATI__RESULTFILE names holds the result."),
        span("run-script-timeout", "60s",
             "How long to wait for it; 0 waits as long as it takes. It is not ended then, only no "
             "longer waited for."),
        flag("run-script-with-arguments",
             "The value holds arguments too: words with blanks between, where quotes and "
             "backslashes hold a word together. No shell is involved either way."),
        flag("run-script-with-secrets",
             "Its environment holds the passphrase and all passwords of this run too, where other "
             "programs of the same user can read them."),
        text("run-script-result-output-format", "Duplicati",
             "The form of the result file: Duplicati (lines) or Json."),
        word("run-script-log-level", "Warning", kLevels, "How much of the log it gets."),
        accepted(text("run-script-log-filter", "", "Which messages it gets.")),
    });

constexpr auto kMail = group(
    OptionCategory::Reports, use::All,
    {
        text("send-mail-url", "",
             "The mail server: smtp://, smtps:// or tls:// with host and port. Several, with "
             "semicolons between, are tried in order. Without one the servers of the recipients' "
             "domains are looked up (MX) and asked at port 25, which many lines do not let "
             "through. The certificate of a server of one's own is put into a file that the "
             "environment variable SSL_CERT_FILE names."),
        text("send-mail-username", "", "The user name there."),
        secret("send-mail-password", "The password there. It is sent over TLS alone, but for a "
                                     "server on this computer."),
        text("send-mail-from", "no-reply", "The sender."),
        text("send-mail-to", "",
             "The recipients, separated by commas. Without them nothing is "
             "mailed."),
        text("send-mail-subject", "Duplicati %OPERATIONNAME% report for %backup-name%",
             "The subject."),
        text("send-mail-body", "%RESULT%", "The text, or the path of a file that holds it."),
        flags("send-mail-level", "all", kResults, "Which results of backups are mailed."),
        flag("send-mail-any-operation", "Reports on every command, not on backup alone."),
        text("send-mail-result-output-format", "Duplicati",
             "The form of the report: Duplicati (lines) or Json."),
        word("send-mail-log-level", "Warning", kLevels, "How much of the log is added."),
        accepted(text("send-mail-log-filter", "", "Which messages are added.")),
        number("send-mail-max-log-lines", "100", "", "",
               "How many lines of the log are added; 0 adds all."),
        text("send-mail-extra-parameters", "",
             "More values for the report: name=value&name=value."),
    });

constexpr auto kHttp = group(
    OptionCategory::Reports, use::All,
    {
        text("send-http-url", "",
             "Where reports are posted: as JSON where that is the form of the report, else as "
             "forms."),
        text("send-http-form-urls", "",
             "Where reports are posted as forms; several with semicolons between."),
        text("send-http-json-urls", "",
             "Where reports are posted as JSON; several with semicolons between."),
        text("send-http-message", "Duplicati %OPERATIONNAME% report for %backup-name%\n\n%RESULT%",
             "The text, or the path of a file that holds it."),
        text("send-http-message-parameter-name", "message", "The field that holds it."),
        text("send-http-verb", "POST", "The method of the request."),
        number("send-http-retries", "3", "0", "100", "How often a failed request is tried again."),
        span("send-http-retry-delay", "1s", "How long to wait before that."),
        flag("send-http-accept-any-ssl-certificate", "Accepts every certificate."),
        text(
            "send-http-accept-specified-ssl-hash", "",
            "Accepts certificates by their SHA-1 or SHA-256, in hexadecimal, with commas between."),
        flags("send-http-level", "all", kResults, "Which results of backups are posted."),
        flag("send-http-any-operation", "Reports on every command, not on backup alone."),
        text("send-http-result-output-format", "Duplicati",
             "The form of the report: Duplicati (lines) or Json."),
        word("send-http-log-level", "Warning", kLevels, "How much of the log is added."),
        accepted(text("send-http-log-filter", "", "Which messages are added.")),
        number("send-http-max-log-lines", "100", "", "",
               "How many lines of the log are added; 0 adds all."),
        text("send-http-extra-parameters", "",
             "More values for the report: name=value&name=value."),
        accepted(text("http-report-status-url", "", "Where progress is posted while a run lasts.")),
        accepted(span("http-report-status-interval", "30s", "How often.")),
    });

constexpr auto kChat = acceptedGroup(
    OptionCategory::Reports, use::All, "",
    {
        text("send-xmpp-to", "", "The recipients, separated by commas."),
        text("send-xmpp-username", "", "The sender's address."),
        secret("send-xmpp-password", "The sender's password."),
        text("send-xmpp-message", "", "The text."),
        flags("send-xmpp-level", "all", kResults, "Which results are sent."),
        flag("send-xmpp-any-operation", "Reports on every command, not on backup alone."),
        text("send-xmpp-result-output-format", "Duplicati", "The form of the report."),
        word("send-xmpp-log-level", "Warning", kLevels, "How much of the log is added."),
        text("send-xmpp-log-filter", "", "Which messages are added."),
        number("send-xmpp-max-log-lines", "100", "", "", "How many lines of the log are added."),
        text("send-xmpp-extra-parameters", "", "More values for the report."),
        text("send-telegram-bot-id", "", "The bot that sends."),
        secret("send-telegram-api-key", "Its key."),
        text("send-telegram-channel-id", "", "The channel to send to."),
        text("send-telegram-topid-id", "", "The topic in it."),
        text("send-telegram-message", "", "The text."),
        flags("send-telegram-level", "all", kResults, "Which results are sent."),
        flag("send-telegram-any-operation", "Reports on every command, not on backup alone."),
        text("send-telegram-result-output-format", "Duplicati", "The form of the report."),
        word("send-telegram-log-level", "Warning", kLevels, "How much of the log is added."),
        text("send-telegram-log-filter", "", "Which messages are added."),
        number("send-telegram-max-log-lines", "100", "", "",
               "How many lines of the log are added."),
        text("send-telegram-extra-parameters", "", "More values for the report."),
    });

constexpr auto kPlatform = acceptedGroup(
    OptionCategory::Platform, use::Backup, "",
    {
        flag("hyperv-ignore-client-warning", "Windows: does not warn of virtual machines on a "
                                             "system that is no server."),
    });

constexpr Specs kTables[] = {kEncryption, kCompression, kSecrets, kScripts,
                             kMail,       kHttp,        kChat,    kPlatform};

} // namespace

std::span<const Specs> moduleTables()
{
    return kTables;
}

} // namespace cairn::table
