// SPDX-License-Identifier: MIT
// What browsing costs: bench_browse NEW_FOLDER FILES VERSIONS CHANGED, all files in one folder or,
// with a fifth argument, so many in each.
#include "core/engine/catalog.h"
#include "core/engine/search.h"
#include "tests/bench/scale.h"

#include <QString>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

using namespace cairn;
using namespace cairn::bench;

namespace {

template<typename T>
T value(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", qPrintable(result.error().message % result.error().detail));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

// The best of three is the warm one; the first is what a person waits.
template<typename Act>
void measure(const char *what, const Act &act)
{
    double first = 0;
    double best = 0;
    for (int i = 0; i < 3; ++i) {
        const auto begun = std::chrono::steady_clock::now();
        const std::int64_t result = act();
        const double took =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun)
                .count();
        if (i == 0) {
            first = took;
            std::printf("%-34s %10lld", what, static_cast<long long>(result));
        }
        best = i == 0 ? took : std::min(best, took);
    }
    std::printf(" %9.1f ms first %9.1f ms best\n", first, best);
    std::fflush(stdout);
}

// One version of `files` files with names like those of a camera and an office, in their folders.
void makeFiles(const FilePath &database, std::int64_t files, std::int64_t inEach)
{
    const auto job = value(JobDatabase::create(database));
    JobSettings settings;
    settings.prefix = "duplicati";
    settings.blocksize = 102400;
    settings.blockHashName = settings.fileHashName = "SHA256";
    settings.compression = "zip";
    value(job->setSettings(settings));
    auto transaction = value(Transaction::begin(job->database(), Transaction::Durability::Relaxed));
    VersionRow version;
    version.time = 1'600'000'000;
    version.state = VersionState::Visible;
    version.files = files;
    version.id = value(job->versions.add(version));
    value(job->versions.update(version));
    VolumeRow volume;
    volume.name = "made.dblock.zip";
    volume.state = VolumeState::Confirmed;
    volume.size = 50 << 20;
    volume.contentBytes = files * 200;
    const std::int64_t volumeId = value(job->volumes.add(volume));
    std::int64_t folder = 0;
    static constexpr const char *kKinds[] = {"IMG_%07lld.jpeg", "letter to the bank %lld.odt",
                                             "invoice-%lld.pdf", "report %lld final.docx"};
    for (std::int64_t i = 0; i < files; ++i) {
        if (i % inEach == 0) {
            char path[64];
            std::snprintf(path, sizeof path, "/home/made/%05lld/",
                          static_cast<long long>(i / inEach));
            folder = value(job->entries.ensureFolderByPath(path, '/'));
            EntryRow row;
            row.folder = value(job->entries.findFolderByPath("/home/made/", '/'));
            row.name = std::string(path).substr(11);
            row.first = version.id;
            row.type = EntryType::Folder;
            value(job->entries.open(row));
        }
        char name[64];
        std::snprintf(name, sizeof name, kKinds[i % 4], static_cast<long long>(i * 7919 % files));
        EntryRow row;
        row.folder = folder;
        row.name = name;
        row.first = version.id;
        row.size = 200;
        row.mtime = (1'500'000'000 + i * 31 % 100'000'000) * 1'000'000'000;
        const auto hash = hashOf(HashAlgorithm::Sha256, asBytes(row.name));
        value(job->blocks.insert({i + 1, hash, row.size, volumeId}));
        row.content = i + 1;
        value(job->entries.open(row));
    }
    value(transaction.commit());
    value(job->finish());
}

void browse(const FilePath &database, std::int64_t files)
{
    const auto catalog = value(Catalog::open(database));
    measure("versions",
            [&] { return static_cast<std::int64_t>(value(catalog->versions()).size()); });
    measure("changes", [&] {
        std::int64_t changed = 0;
        for (const VersionChanges &changes : value(catalog->changes()))
            changed += changes.changed;
        return changed;
    });
    const VersionId newest = value(catalog->versions()).front().id;
    measure("common root",
            [&] { return static_cast<std::int64_t>(value(catalog->commonRoot(newest)).size()); });
    measure("folders", [&] {
        return static_cast<std::int64_t>(value(catalog->folders(newest, "/home/made/")).size());
    });
    FolderView view;
    view.version = newest;
    view.folder = "/home/made/00000/";
    const auto page = [&](std::int64_t offset) {
        return static_cast<std::int64_t>(value(catalog->filePage(view, offset, 512)).size());
    };
    // In the order of the window, which shows the page before it asks for the count.
    measure("first page", [&] { return page(0); });
    if (catalog->knownCount(view) != std::nullopt)
        std::printf("the first page read all of the folder\n");
    measure("count", [&] { return value(catalog->fileCount(view)); });
    measure("last page", [&] { return page(value(catalog->fileCount(view)) - 512); });
    measure("prefix, at the end", [&] {
        return value(catalog->indexOfPrefix(view, QStringLiteral("zzz"))).value_or(-1);
    });
    view.showDeleted = true;
    measure("first page with deleted", [&] { return page(0); });
    measure("count with deleted", [&] { return value(catalog->fileCount(view)); });
    view.showDeleted = false;
    view.sort = CatalogSort::Modified;
    measure("first page by time", [&] { return page(0); });
    view.sort = CatalogSort::Size;
    view.descending = true;
    measure("first page by size", [&] { return page(0); });
    const std::string path = value(catalog->filePage(view, files / 2 % 500, 1)).front().path;
    measure("history",
            [&] { return static_cast<std::int64_t>(value(catalog->history(path)).size()); });
    measure("sum of everything", [&] {
        return value(catalog->sumOf(newest, {{"/home/made/", true}})).files;
    });
    measure("freed by the oldest version",
            [&] { return value(catalog->freedBy({value(catalog->versions()).back().id})).blocks; });
    SearchRequest request;
    request.folder = view.folder;
    request.version = newest;
    const auto search = [&](const char *text, SearchScope scope) {
        request.query = parseSearchQuery(QString::fromUtf8(text));
        request.scope = scope;
        return static_cast<std::int64_t>(value(catalog->search(request)).rows.size());
    };
    measure("search one in many", [&] { return search("img_0000004", SearchScope::Versions); });
    measure("search what every fourth has",
            [&] { return search("invoice", SearchScope::Version); });
    measure("search two words", [&] { return search("letter 4711", SearchScope::Versions); });
    measure("search below a folder", [&] { return search("report 12", SearchScope::Folder); });
    measure("search by ending and size",
            [&] { return search("final ext:docx >100b", SearchScope::Version); });
    measure("search what nothing has", [&] { return search("zzzz", SearchScope::Versions); });
    measure("sum of a folder", [&] {
        return value(catalog->sumOf(newest, {{"/home/made/00000/", true}, {path, false}})).files;
    });
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 5) {
        std::fprintf(stderr, "usage: bench_browse NEW_FOLDER FILES VERSIONS CHANGED [IN_EACH]\n");
        return 200;
    }
    const std::int64_t files = std::atoll(argv[2]);
    std::filesystem::create_directories(argv[1]);
    const FilePath database = FilePath(argv[1]) / "job.sqlite";
    if (!std::filesystem::exists(database.bytes())) {
        makeFiles(database, files, argc > 5 ? std::atoll(argv[5]) : files);
        const auto job = value(JobDatabase::open(database, Database::Mode::ReadWrite));
        if (std::atoll(argv[3]) > 1)
            value(addVersions(*job, std::atoll(argv[3]), files, std::atoll(argv[4])));
    }
    value(JobDatabase::create(database)); // gives older ones what they lack
    FileLayer layer;
    const CancelToken cancel;
    value(updateNameIndex(layer, database, cancel));
    browse(database, files);
    return 0;
}
