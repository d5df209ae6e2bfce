// SPDX-License-Identifier: MIT
#include "core/config/notice_store.h"

#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;

class TestNoticeStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<ScratchFolder>();
        m_settings = SettingsDatabase::open(m_files, m_folder->path() / "settings").value();
    }

    void whatWasToldIsKnownToTheNextProgram()
    {
        NoticeStore store(*m_settings);
        QVERIFY(store.load().value() == NoticeMemory());
        VERIFY_OK(store.mark("problem/job00001/DEST_FULL", {1'764'000'000, 0}));
        VERIFY_OK(store.mark("drive/job00001", {1'764'000'000, 1'764'604'800}));
        VERIFY_OK(store.mark("drive/job00001", {1'764'000'001, 1'764'604'801}));
        VERIFY_OK(store.setLastSeen(1'764'000'100));
        VERIFY_OK(m_settings->setValue("notices", "of somebody else"));
        VERIFY_OK(m_settings->setValue("note", "too"));
        const auto other = SettingsDatabase::open(m_files, m_settings->folder());
        VERIFY_OK(other);
        NoticeMemory expected;
        expected.marks = {{"problem/job00001/DEST_FULL", {1'764'000'000, 0}},
                          {"drive/job00001", {1'764'000'001, 1'764'604'801}}};
        expected.lastSeen = 1'764'000'100;
        QVERIFY(NoticeStore(**other).load().value() == expected);
    }

    void oldMarksAreForgottenAndSnoozedOnesKept()
    {
        NoticeStore store(*m_settings);
        VERIFY_OK(store.mark("old", {100, 0}));
        VERIFY_OK(store.mark("snoozed", {100, 1000}));
        VERIFY_OK(store.mark("new", {300, 0}));
        VERIFY_OK(store.forgetBefore(200));
        const auto memory = store.load();
        VERIFY_OK(memory);
        QCOMPARE(memory->marks.size(), 2U);
        QVERIFY(!memory->marks.contains("old"));
    }

    void aMarkThatIsNoNumberCountsAsNeverTold()
    {
        VERIFY_OK(m_settings->setValue("notice/odd", "yesterday"));
        const auto memory = NoticeStore(*m_settings).load();
        VERIFY_OK(memory);
        QVERIFY(memory->marks.at("odd") == NoticeMark());
    }

private:
    FileLayer m_files;
    std::unique_ptr<ScratchFolder> m_folder;
    std::unique_ptr<SettingsDatabase> m_settings;
};

QTEST_GUILESS_MAIN(TestNoticeStore)
#include "test_notice_store.moc"
