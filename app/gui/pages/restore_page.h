// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace cairn::gui {

class ElidedLabel;
class FileListModel;
class TimelineScrubber;
class FolderModel;

// Files as they were: by date, by folder, by their history.
class RestorePage final : public QWidget
{
    Q_OBJECT
public:
    explicit RestorePage(EngineProxy &engine, QWidget *parent = nullptr);
    void showJob(const std::string &job);

protected:
    void showEvent(QShowEvent *event) override; // versions may have come

private:
    void refresh();
    void build();
    QWidget *buildTop();
    QWidget *buildBasket();
    void showJobs();
    void takeVersions(const CatalogVersions &answer);
    void showVersion();
    void openFolder(const std::string &path);
    void askHistory();
    void showHistory(const CatalogHistory &history);
    void showBasket();
    void restore(bool elsewhere);
    [[nodiscard]] std::vector<std::string> wanted() const;
    [[nodiscard]] const CatalogVersion *version() const;

    EngineProxy &m_engine;
    JobConfig m_job;
    std::vector<CatalogVersion> m_versions;
    std::string m_root;   // of the tree: what all sources share
    std::string m_folder; // open
    QComboBox *m_jobs;
    QComboBox *m_version;
    TimelineScrubber *m_timeline;
    QCheckBox *m_deleted;
    FolderModel *m_folders;
    FileListModel *m_files;
    QTreeView *m_folderView;
    QTreeView *m_fileView;
    ElidedLabel *m_historyTitle;
    QListWidget *m_history;
    QLabel *m_basket;
    QPushButton *m_clear;
    QPushButton *m_restoreTo;
    QPushButton *m_restore;
    QLabel *m_empty;
    QStackedWidget *m_content;
    RequestId m_versionsAsked = 0;
    RequestId m_historyAsked = 0;
};

} // namespace cairn::gui
