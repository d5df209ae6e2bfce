// SPDX-License-Identifier: MIT
#include "core/base/file_path.h"
#include "core/config/option_values.h"
#include "core/source/filter.h"
#include "core/source/pattern_list.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

enum Group : unsigned {
    None = 0,
    SystemFiles = 1,
    OperatingSystem = 2,
    CacheFiles = 4,
    TemporaryFiles = 8,
    Applications = 16,
    DefaultExcludes = 31
};

struct GroupNames
{
    unsigned groups;
    std::vector<std::string_view> names;
};

const std::vector<GroupNames> &groupNames()
{
    static const std::vector<GroupNames> table{
        {SystemFiles, {"SystemFiles", "System", "Sys"}},
        {OperatingSystem, {"OperatingSystem", "OS"}},
        {CacheFiles, {"CacheFiles", "Cache", "Caches", "CacheFolders"}},
        {TemporaryFiles,
         {"TemporaryFiles", "Temp", "Tmp", "TempFiles", "TempFolders", "TemporaryFolders"}},
        {Applications, {"Applications", "App", "Apps", "Application"}},
        {DefaultExcludes, {"DefaultExcludes", "DefaultExclude", "Exclude", "Excludes", "Exc"}},
        {None, {"DefaultIncludes", "DefaultInclude", "Include", "Includes", "Inc"}},
        {None, {"None"}},
    };
    return table;
}

struct GroupPattern
{
    Group group;
    const char *pattern;
};

constexpr std::array kPatterns{
    GroupPattern{SystemFiles, "/dev/"},
    GroupPattern{SystemFiles, "/proc/"},
    GroupPattern{SystemFiles, "/selinux/"},
    GroupPattern{SystemFiles, "/sys/"},
    GroupPattern{OperatingSystem, "/bin/"},
    GroupPattern{OperatingSystem, "/boot/"},
    GroupPattern{OperatingSystem, "/etc/"},
    GroupPattern{OperatingSystem, "/initrd/"},
    GroupPattern{OperatingSystem, "/sbin/"},
    GroupPattern{OperatingSystem, "/var/"},
    GroupPattern{CacheFiles, "*/.cache/"},
    GroupPattern{CacheFiles, "*/.thumbnails/"},
    GroupPattern{CacheFiles, "*/.config/google-chrome/*/Cache/"},
    GroupPattern{CacheFiles, "*/.config/google-chrome/*/Cookies"},
    GroupPattern{CacheFiles, "*/.config/google-chrome/*/Cookies-journal"},
    GroupPattern{CacheFiles, "*/.config/google-chrome/Singleton*"},
    GroupPattern{CacheFiles, "*/.config/chromium/*/Cache/"},
    GroupPattern{CacheFiles, "*/.config/chromium/*/Cookies"},
    GroupPattern{CacheFiles, "*/.config/chromium/*/Cookies-journal"},
    GroupPattern{CacheFiles, "*/.config/chromium/Singleton*"},
    GroupPattern{CacheFiles, "*/.mozilla/firefox/*/cache2/"},
    GroupPattern{CacheFiles, "*/.mozilla/firefox/*/Cache/"},
    GroupPattern{CacheFiles, "*/.mozilla/firefox/*/cookies.sqlite-*"},
    GroupPattern{CacheFiles, "*/.mozilla/firefox/*/permissions.sqlite-*"},
    GroupPattern{CacheFiles, "*/.mozilla/firefox/*/lock"},
    GroupPattern{CacheFiles, "*/.mozilla/firefox/*/.parentlock"},
    GroupPattern{CacheFiles, "*/control_dir_v2/"},
    GroupPattern{TemporaryFiles, "*/lost+found/"},
    GroupPattern{TemporaryFiles, "*~"},
    GroupPattern{TemporaryFiles, "/tmp/"},
    GroupPattern{Applications, "/lib/"},
    GroupPattern{Applications, "/lib64/"},
    GroupPattern{Applications, "/opt/"},
    GroupPattern{Applications, "/usr/"},
};

Result<unsigned> groupsOf(std::string_view name)
{
    QStringList known;
    for (const GroupNames &entry : groupNames()) {
        const bool found = std::ranges::any_of(entry.names, [name](std::string_view candidate) {
            return equalsIgnoringAsciiCase(candidate, name);
        });
        if (found)
            return entry.groups;
        known << displayText(entry.names.front());
    }
    return fail(ErrorCode::InvalidArgument,
                u"There is no filter group called “%1”. The groups are: %2."_s.arg(
                    displayText(name), known.join(u", "_s)));
}

// A folder as a pattern. Environment variables may hold anything: a relative path means nothing.
void addFolder(std::vector<std::string> &patterns, std::string_view folder)
{
    if (folder.size() < 2 || folder.front() != '/')
        return;
    std::string text = "@";
    text += folder;
    if (text.back() != '/')
        text.push_back('/');
    patterns.push_back(std::move(text));
}

} // namespace

FilterEnvironment FilterEnvironment::fromSystem()
{
    FilterEnvironment environment;
    environment.cacheHome = qgetenv("XDG_CACHE_HOME").toStdString();
    environment.tempFolder = QFile::encodeName(QDir::tempPath()).toStdString();
    const QByteArray sensitive = qgetenv("FILESYSTEM_CASE_SENSITIVE").toLower();
    environment.caseSensitive =
        sensitive != "0" && sensitive != "false" && sensitive != "no" && sensitive != "off";
    return environment;
}

std::vector<std::vector<std::string_view>> filterGroupNames()
{
    std::vector<std::vector<std::string_view>> names;
    for (const GroupNames &entry : groupNames())
        names.push_back(entry.names);
    return names;
}

Result<std::vector<std::string>> filterGroupPatterns(std::string_view names,
                                                     const FilterEnvironment &environment)
{
    unsigned wanted = None;
    while (!names.empty()) {
        const std::size_t end = std::min(names.find_first_of(":,;|"), names.size());
        const std::string_view name = trimmed(names.substr(0, end));
        if (!name.empty()) {
            CAIRN_LET(groups, groupsOf(name));
            wanted |= groups;
        }
        names.remove_prefix(std::min(end + 1, names.size()));
    }
    std::vector<std::string> patterns;
    for (const GroupPattern &entry : kPatterns) {
        if ((wanted & entry.group) != 0)
            patterns.emplace_back(entry.pattern);
    }
    if ((wanted & CacheFiles) != 0)
        addFolder(patterns, environment.cacheHome);
    if ((wanted & TemporaryFiles) != 0)
        addFolder(patterns, environment.tempFolder);
    return patterns;
}

} // namespace cairn
