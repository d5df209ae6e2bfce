// SPDX-License-Identifier: MIT
#include "core/source/source_set.h"

#include "core/source/source_reader.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <span>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

std::vector<std::string_view> partsOf(std::string_view path)
{
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        const std::string_view part = path.substr(0, end);
        if (!part.empty() && part != ".")
            parts.push_back(part);
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return parts;
}

// ".." leaves the folder that a link leads to, not the one the link lies in: only the system knows.
Result<std::string> resolvedFolder(const std::string &path)
{
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                           &std::free);
    if (!real)
        return fail(errnoError(errno, u"finding "_s % displayText(path)));
    return std::string(real.get());
}

Result<std::string> joined(std::span<const std::string_view> parts)
{
    std::string path;
    for (const std::string_view part : parts) {
        if (part == "..") {
            CAIRN_LET(folder, resolvedFolder(path.empty() ? "/" : path));
            path = folder.substr(0, folder.rfind('/'));
            continue;
        }
        path.push_back('/');
        path += part;
    }
    return path;
}

bool isWithin(std::string_view path, const SourceRoot &folder)
{
    return folder.isFolder() && path.starts_with(folder.path.bytes());
}

// Whether the walk of `outer` gets to `path` by itself: not through a link that it stores.
bool isReachable(const SourceReader &reader, std::string_view path, const SourceRoot &outer,
                 const SourceOptions &options)
{
    if (options.symlinkPolicy == SymlinkPolicy::Follow)
        return true;
    std::size_t slash = outer.path.bytes().size();
    while ((slash = path.find('/', slash)) < path.size() - 1) { // the root itself may be a link
        const auto stat = reader.examine(FilePath(std::string(path.substr(0, slash))));
        if (stat && stat->type == SourceType::Link)
            return false;
        ++slash;
    }
    return true;
}

Result<SourceRoot> examined(const SourceReader &reader, const FilePath &path)
{
    CAIRN_LET(own, reader.examine(path));
    SourceRoot root{path, own};
    if (own.type == SourceType::Link) {
        const auto target = reader.examine(path, LastLink::Follow);
        if (target && target->type == SourceType::Folder)
            root.stat = *target;
    }
    std::string bytes = path.bytes();
    while (bytes.size() > 1 && bytes.back() == '/')
        bytes.pop_back();
    if (root.isFolder() && bytes.back() != '/')
        bytes.push_back('/');
    root.path = FilePath(std::move(bytes));
    return root;
}

Error absenceOf(const FilePath &path, Error error)
{
    const bool missing = error.code == ErrorCode::NotFound;
    error.message =
        missing ? u"The source %1 does not exist."_s.arg(path.display())
                : u"The source %1 cannot be looked at: %2."_s.arg(path.display(), error.message);
    return std::move(error).withId(missing ? "SourceIsMissing" : "SourceUnauthorized");
}

Error noSources(const std::vector<AbsentRoot> &absent)
{
    constexpr std::size_t kNamed = 5;
    QString text = u"There is nothing to back up. "_s;
    for (const AbsentRoot &root : std::span(absent).first(std::min(kNamed, absent.size())))
        text += root.error.message % u' ';
    if (absent.size() > kNamed)
        text += u"So it is with %1 more. "_s.arg(absent.size() - kNamed);
    return {ErrorCode::NotFound, text % u"Nothing was changed."_s, u"NoSources"_s, {}};
}

Result<> refuseEmpty(FileLayer &files, const std::vector<SourceRoot> &roots)
{
    for (const SourceRoot &root : roots) {
        if (!root.isFolder())
            continue;
        const auto names = files.list(root.path);
        if (names && names->empty()) {
            return fail(ErrorCode::NotFound, "SourceIsEmpty",
                        u"The source folder %1 is empty: perhaps its disk is not mounted. Nothing "
                        "was backed up."_s.arg(root.path.display()));
        }
    }
    return {};
}

} // namespace

Result<FilePath> absolutePath(const FilePath &path, const FilePath &base)
{
    const std::string &given = path.bytes();
    if (given.empty())
        return fail(ErrorCode::InvalidArgument, u"A source path is empty."_s);
    if (given.find('\0') != std::string::npos)
        return fail(ErrorCode::InvalidArgument,
                    u"The source %1 is not a path."_s.arg(path.display()));
    std::string full = given.front() == '/' ? given : base.bytes() + '/' + given;
    const bool folder = full.ends_with('/') || full.ends_with("/.") || full.ends_with("/..");
    CAIRN_LET(clean, joined(partsOf(full)));
    if (folder || clean.empty())
        clean.push_back('/');
    return FilePath(std::move(clean));
}

Result<SourceSet> SourceSet::resolve(FileLayer &files, std::span<const FilePath> sources,
                                     const SourceOptions &options, const FilePath &base)
{
    SourceSet set;
    const SourceReader reader(files);
    std::vector<SourceRoot> found;
    for (const FilePath &source : sources) {
        auto path = absolutePath(source, base);
        if (!path && path.error().code == ErrorCode::InvalidArgument)
            return fail(std::move(path).error());
        auto root = path ? examined(reader, *path) : Result<SourceRoot>(fail(path.error()));
        if (root) {
            found.push_back(std::move(*root));
            continue;
        }
        const FilePath &shown = path ? *path : source;
        Error why = absenceOf(shown, std::move(root).error());
        if (options.abortIfSourceMissing)
            return fail(std::move(why));
        set.m_absent.push_back({shown, std::move(why)});
    }
    if (found.empty())
        return fail(noSources(set.m_absent));
    std::ranges::sort(found, {}, &SourceRoot::path);
    for (SourceRoot &root : found) {
        const auto holds = [&root](const SourceRoot &outer) {
            return outer.path == root.path || isWithin(root.path.bytes(), outer);
        };
        const auto outer = std::ranges::find_if(set.m_roots, holds);
        const bool twice = outer != set.m_roots.end() && outer->path == root.path;
        if (twice || set.isNestedRoot(root.path.bytes()))
            continue;
        const bool nested =
            outer != set.m_roots.end() && isReachable(reader, root.path.bytes(), *outer, options);
        (nested ? set.m_nested : set.m_roots).push_back(std::move(root));
    }
    if (options.preventEmptySource) {
        CAIRN_TRY(refuseEmpty(files, set.m_roots));
        CAIRN_TRY(refuseEmpty(files, set.m_nested));
    }
    return set;
}

bool SourceSet::isNestedRoot(std::string_view path) const
{
    return std::ranges::any_of(
        m_nested, [path](const SourceRoot &root) { return root.path.bytes() == path; });
}

bool SourceSet::hasNestedRootBelow(std::string_view folder) const
{
    return std::ranges::any_of(m_nested, [folder](const SourceRoot &root) {
        return root.path.bytes().size() > folder.size() && root.path.bytes().starts_with(folder);
    });
}

} // namespace cairn
