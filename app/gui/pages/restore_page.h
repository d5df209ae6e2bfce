// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace cairn::gui {

class EmptyPlace;
class FileListModel;
class FilePane;
class FileView;
class FolderModel;
class SearchPane;
class SelectionBar;
class SelectionDialog;
class TimelineScrubber;
class VersionCombo;

// Files as they were: by date, by folder, by their history.
class RestorePage final : public QWidget
{
    Q_OBJECT
public:
    explicit RestorePage(EngineProxy &engine, QWidget *parent = nullptr);
    void showJob(const std::string &job);
    [[nodiscard]] const std::string &job() const { return m_job.id; } // that is shown
    // What is looked for; empty: back to the folders.
    void setSearch(const QString &text);
    void searchAllBackups();
    void searchThisBackup(); // in all its versions
    void selectFirstFound();
    void leaveSearch(); // back to the folder

public Q_SLOTS:
    void restoreSelection(); // asks first
    void focusHistory();     // of the file that is shown
    void refresh();          // the versions, as they are now

Q_SIGNALS:
    void searchWanted(const QString &text); // as if it were typed
    void searchEnded();                     // somebody went on to a folder

protected:
    void showEvent(QShowEvent *event) override; // versions may have come

private:
    void build();
    QWidget *buildTop();
    QWidget *buildFiles();
    QWidget *buildPanes();
    void connectParts();
    void showJobs();
    void takeVersions(const CatalogVersions &answer);
    void showVersion();
    void addKey(const QKeySequence &key, const std::function<void()> &act);
    void stepVersion(int step);        // 1: one older
    void openAbove();                  // the folder above the one that is shown
    void openFolder(std::string path); // by value: what it was may go with the list
    void followFolder();
    void showLoading();
    void showWhetherEmpty(const QString &failure);
    void openHit(SearchHit hit); // by value too
    void searchVersions(QString name);
    void showFile();
    void showMenu(const QPoint &at); // of the open folder
    void showBasket();
    void showSum(const SelectionSum &sum);
    void listSelection();
    void restore(RestoreOrder order, bool elsewhere);
    void ask(RestoreOrder order, bool elsewhere);
    [[nodiscard]] bool isSearching() const;
    // What is ticked, else selected; without parts if that is of several backups.
    [[nodiscard]] RestoreOrder wanted() const;
    // What is selected in the open folder, ticked or not.
    [[nodiscard]] RestoreOrder selected() const;
    [[nodiscard]] const CatalogVersion *version() const;

    EngineProxy &m_engine;
    JobConfig m_job;
    std::vector<CatalogVersion> m_versions;
    std::string m_versionsOf;                         // the backup that has them
    std::string m_root;                               // of the tree: what all sources share
    std::string m_folder;                             // open
    std::map<std::string, std::string> m_lastFolders; // that were open, of the other backups
    bool m_isFollowing = false; // the tree follows the list, not the other way round
    QComboBox *m_jobs;
    VersionCombo *m_version;
    TimelineScrubber *m_timeline;
    QWidget *m_loading; // that older versions are still being read
    QLabel *m_loadingText;
    QPushButton *m_load;
    QCheckBox *m_deleted;
    FolderModel *m_folders;
    FileListModel *m_files;
    QTreeView *m_folderView;
    FileView *m_fileView;
    SearchPane *m_search;
    QAction *m_openPreview;
    QStackedWidget *m_lists; // the open folder, or what was found
    FilePane *m_file;
    SelectionBar *m_basket;
    QPointer<SelectionDialog> m_list;
    EmptyPlace *m_empty;           // no versions
    QStackedWidget *m_folderPlace; // its files, or that it has none
    QWidget *m_rest;               // below the list, where that is not all
    EmptyPlace *m_emptyFolder;
    QStackedWidget *m_content;
    RequestId m_versionsAsked = 0;
    RequestId m_sumAsked = 0;
    bool m_isOffline = false;
    bool m_isPartial = false; // older versions are stored, and not known yet
};

} // namespace cairn::gui
