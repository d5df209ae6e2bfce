// SPDX-License-Identifier: MIT
#include "core/source/source_bound.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <sys/statfs.h>

using namespace cairn;
using namespace cairn::test;

class TestSourceBound : public QObject
{
    Q_OBJECT

private:
    static Result<SourceSet> resolve(std::vector<FilePath> paths)
    {
        FileLayer files;
        return SourceSet::resolve(files, paths, SourceOptions(), FilePath("/"));
    }

private Q_SLOTS:
    void noLessThanWhatIsThere()
    {
        constexpr std::size_t kBytes = 5'000'000;
        ScratchFolder scratch;
        const FilePath file = scratch.write("file", std::string(kBytes, 'x'));
        const auto folder = resolve({file.parent()});
        VERIFY_OK(folder);
        const auto most = mostSourceBytes(*folder);
        struct statfs info = {};
        QCOMPARE(::statfs(file.c_str(), &info), 0);
        if (!most)
            QSKIP("this file system tells no bound");
        QVERIFY(*most >= static_cast<std::int64_t>(kBytes));
        QVERIFY(*most <= static_cast<std::int64_t>(info.f_blocks) * info.f_bsize);
        const auto single = resolve({file});
        VERIFY_OK(single);
        QVERIFY(mostSourceBytes(*single).has_value());
    }

    void aFileSystemCountsOnce()
    {
        ScratchFolder scratch;
        std::ignore = scratch.write("a", "1");
        std::ignore = scratch.write("b", "2");
        const auto one = resolve({scratch / "a"});
        const auto both = resolve({scratch / "a", scratch / "b"});
        VERIFY_OK(one);
        VERIFY_OK(both);
        const auto mostOfOne = mostSourceBytes(*one);
        const auto mostOfBoth = mostSourceBytes(*both);
        QCOMPARE(mostOfBoth.has_value(), mostOfOne.has_value());
        if (mostOfOne) // others write to the disk meanwhile
            QVERIFY(*mostOfBoth < *mostOfOne + *mostOfOne / 2);
    }

    void filesOfTheKernelTellNothing()
    {
        const auto kernel = resolve({FilePath("/proc/self/")});
        VERIFY_OK(kernel);
        QVERIFY(!mostSourceBytes(*kernel));
    }
};

QTEST_GUILESS_MAIN(TestSourceBound)
#include "test_source_bound.moc"
