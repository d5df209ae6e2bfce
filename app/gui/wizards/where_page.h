// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/wizards/room_text.h"

#include <QTimer>
#include <QWizardPage>

#include <set>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace cairn::gui {

// Where the copies go: a drive that is there, or a folder; tried before one goes on.
class WherePage final : public QWizardPage
{
    Q_OBJECT
public:
    enum class Purpose : quint8 { NewBackup, ExistingBackup, OtherPlace };
    WherePage(EngineProxy &engine, Purpose purpose, QWidget *parent = nullptr);
    // For a backup that has a place already and may get another: an empty one, or one that holds
    // this very backup.
    WherePage(EngineProxy &engine, const JobView &present, QWidget *parent = nullptr);
    ~WherePage() override;
    [[nodiscard]] bool isComplete() const override;
    // Fills in where the job's copies go.
    void apply(JobConfig &job) const;
    [[nodiscard]] FilePath folder() const; // absolute; empty: none yet
    [[nodiscard]] QString resultText() const;
    // Of the last test; for the estimate of the first backup.
    [[nodiscard]] const DestinationFacts &facts() const { return m_facts; }
    [[nodiscard]] qint64 freeBytes() const; // at the place; -1: not known
    // What is to be saved there, as large as it is; `saved` of it lies there already.
    void setWanted(qint64 bytes, qint64 saved = 0);
    [[nodiscard]] QString hint() const; // what it says about the place
    [[nodiscard]] bool isTyped() const; // other than the page wrote it
    // One that somebody has met elsewhere: it is the choice.
    void offer(const FoundBackup &backup);
    void initializePage() override;

Q_SIGNALS:
    void resultChanged();
    void existingWanted(const cairn::gui::FoundBackup &backup); // instead of a new one

private:
    struct Place
    {
        std::optional<Drive> drive; // none: a folder
        QString folder{};           // of a backup that was found there
        std::string prefix{};       // of that backup; empty: not said
    };
    WherePage(EngineProxy &engine, Purpose purpose, std::optional<JobView> present,
              QWidget *parent);
    void build();
    void showDrives();
    void placeChosen();
    void edited();
    void startTest(bool createFolder);
    [[nodiscard]] bool isTesting() const { return m_test != 0 && !m_isTested; }
    void stopTest();
    void testAnew(); // F5
    void stepDone(const TestStep &step);
    void testDone(const DestinationFacts &facts, const PlaceLook &look);
    void offerBackups();
    void takeBackup(int row);
    void tellSummary();
    void showWarning();
    void clearSteps();
    [[nodiscard]] const Place *place() const;
    [[nodiscard]] bool holdsBackup() const;
    [[nodiscard]] QString jobHere() const; // the name of one that has its copies here
    [[nodiscard]] bool isPlaceOfJob(const Place &place) const;
    [[nodiscard]] bool isUnchanged() const;  // the job's own place is chosen
    [[nodiscard]] bool isThisBackup() const; // what was found is the job's own backup
    [[nodiscard]] QString usualFolder(const Place &place) const;
    [[nodiscard]] QString summary() const; // of the test
    [[nodiscard]] QString summaryOfOther() const;
    void addDrive(const Drive &drive);
    void addFound(const FoundBackup &backup);
    void followSearch();
    void search();
    void searchNewDrives();
    [[nodiscard]] QString noChoiceText() const;

    EngineProxy &m_engine;
    const Purpose m_purpose;
    const std::optional<JobView> m_present; // whose place is changed
    std::vector<Place> m_places;
    std::vector<FoundBackup> m_found;
    int m_searches = 0; // for backups, that have yet to end
    bool m_wantsSearch = false;
    std::set<FilePath> m_searched; // drives, by where they are mounted
    QListWidget *m_kinds;
    QLabel *m_folderLabel;
    QLineEdit *m_folder;
    QPushButton *m_choose;
    QVBoxLayout *m_steps;
    QLabel *m_backupLabel;
    QComboBox *m_backup; // which, where several lie in one folder
    QLabel *m_summary;
    QLabel *m_warning; // of a place that is allowed
    QPushButton *m_again;
    QPushButton *m_mount; // a drive that is connected
    QPushButton *m_use;   // the backup that is there already
    QTimer m_wait;        // after the last key
    qint64 m_wanted = 0;  // bytes that are to be saved
    qint64 m_saved = 0;   // of them, that lie there already
    RequestId m_test = 0;
    bool m_isTested = false;
    QString m_failedStep;     // of the last test; the last of them
    DestinationFacts m_facts; // of the backup that is chosen, if there is any
    PlaceLook m_look;
};

} // namespace cairn::gui
