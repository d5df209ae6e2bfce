// SPDX-License-Identifier: MIT
#include "core/config/import_rules.h"

#include "core/base/text.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Beside those of the category Scripts.
constexpr std::string_view kPrograms[] = {"gpg-program-path",
                                          "gpg-encryption-command",
                                          "gpg-encryption-switches",
                                          "gpg-decryption-command",
                                          "gpg-decryption-switches",
                                          "par2-program-path",
                                          "par2-extra-options",
                                          "rclone-executable",
                                          "rclone-option",
                                          "accept-any-ssl-certificate",
                                          "ssh-accept-any-fingerprints",
                                          "send-http-accept-any-ssl-certificate"};

// Texts of reports that may be the path of a file instead: whose is sent then.
constexpr std::string_view kTextsOrFiles[] = {"send-mail-body", "send-http-message"};

// Names by which Duplicati knows its jobs and itself.
constexpr std::string_view kIdentity[] = {"backup-name",   "backup-id",          "machine-id",
                                          "machine-name",  "next-scheduled-run", "main-action",
                                          "unittest-mode", "disable-module"};

// Kept in fields of JobConfig.
constexpr std::string_view kFields[] = {"keep-versions", "keep-time", "retention-policy",
                                        "no-encryption", "skip-files-larger-than"};

bool isAmong(std::span<const std::string_view> names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string regexEscaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos)
            out.push_back('\\');
        out.push_back(c);
    }
    return out;
}

// A reference to a name at the start of the text: its length, 0 if there is none.
std::size_t referenceAt(std::string_view text, std::string_view &name)
{
    std::size_t begin = 1;
    char closing = '\0';
    if (text.starts_with("${"))
        begin = 2, closing = '}';
    else if (text.starts_with('%'))
        closing = '%';
    else if (!text.starts_with('$'))
        return 0;
    std::size_t end = begin;
    while (end < text.size() && isNameCharacter(text[end]))
        ++end;
    name = text.substr(begin, end - begin);
    if (name.empty() || (closing != '\0' && (end == text.size() || text[end] != closing)))
        return 0;
    return closing == '\0' ? end : end + 1;
}

QString categoryReason(const OptionSpec &spec)
{
    switch (spec.category) {
    case OptionCategory::Restore:
        return u"Restoring asks for it each time."_s;
    case OptionCategory::Logging:
        return u"Runs are kept in this program's own history."_s;
    case OptionCategory::Program:
        return u"It belongs to Duplicati's own programs."_s;
    case OptionCategory::Reports:
        return spec.effect == OptionEffect::Accepted ? u"This version sends no such messages."_s
                                                     : QString();
    case OptionCategory::Secrets:
        return u"Secrets are not looked up elsewhere: enter them here."_s;
    default:
        return {};
    }
}

} // namespace

bool isScript(const std::string &name, const std::string &value)
{
    const OptionSpec *spec = findOption(name);
    if (!spec || value.empty())
        return false;
    if (spec->category == OptionCategory::Scripts)
        return true;
    if (isAmong(kTextsOrFiles, spec->name))
        return value.find('/') != std::string::npos;
    return isAmong(kPrograms, spec->name) &&
           (spec->type != OptionType::Boolean || parseBoolean(spec->name, value).value_or(true));
}

SettingVerdict judgeSetting(const std::string &name, const std::string &value)
{
    const OptionSpec *spec = findOption(name);
    if (!spec)
        return {SettingFate::Dropped, u"This program does not know it."_s};
    if (isAmong(kIdentity, spec->name))
        return {};
    if (spec->name == "dbpath")
        return {SettingFate::Dropped,
                u"The list of versions is made anew from the destination at the first run."_s};
    if (spec->name == "dry-run")
        return {SettingFate::Dropped, u"A backup that is set up always runs for real."_s};
    const bool isUsed =
        spec->category == OptionCategory::Destination ||
        (spec->category == OptionCategory::Reports && spec->effect == OptionEffect::Effective);
    if (spec->name == "passphrase" || (spec->type == OptionType::Password && isUsed))
        return {value.empty() ? SettingFate::Dropped : SettingFate::Secret, {}};
    if (QString reason = categoryReason(*spec); !reason.isEmpty())
        return {SettingFate::Dropped, std::move(reason)};
    if (spec->type == OptionType::Password)
        return {SettingFate::Dropped, u"This program does nothing with this secret."_s};
    if (const auto valid = checkOptionValue(*spec, value); !valid) {
        QString why = valid.error().message;
        const QString head = u"--"_s % toQString(spec->name) % u": "_s; // said already
        return {SettingFate::Dropped, why.startsWith(head) ? why.mid(head.size()) : why};
    }
    if (isScript(name, value))
        return {SettingFate::Script, {}};
    const bool isDefault = (spec->name == "compression-module" && value == "zip") ||
                           (spec->name == "encryption-module" && value != "gpg");
    if (isDefault || isAmong(kFields, spec->name))
        return {SettingFate::Own, {}};
    if (spec->effect == OptionEffect::Deprecated)
        return {SettingFate::Dropped, u"It is out of date."_s};
    if (spec->effect == OptionEffect::Accepted && spec->category != OptionCategory::Destination)
        return {SettingFate::Idle, u"It changes nothing here."_s};
    if (spec->name == "compression-module")
        return {SettingFate::Idle, u"What is new is packed as zip all the same."_s};
    return {SettingFate::Option, {}};
}

std::string expanded(std::string_view text, const ImportPlaces &places, bool isRegex)
{
    std::string out;
    while (!text.empty()) {
        std::string_view name;
        const std::size_t length = referenceAt(text, name);
        const auto found = length > 0 ? places.names.find(name) : places.names.end();
        if (found == places.names.end()) { // what is not known stays as it is
            out.push_back(text.front());
            text.remove_prefix(1);
            continue;
        }
        out += isRegex ? regexEscaped(found->second) : found->second;
        text.remove_prefix(length);
    }
    return out;
}

} // namespace cairn
