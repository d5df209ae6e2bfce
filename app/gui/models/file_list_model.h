// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/models/path_ticks.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QTimer>

#include <map>
#include <unordered_map>

namespace cairn::gui {

// What lies in one folder of a version. The first page comes before the number of rows is known;
// from then on rows come page by page when they are looked at.
class FileListModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Size, Modified, Versions, OnDisk, Columns };

    explicit FileListModel(EngineProxy &engine, QObject *parent = nullptr);

    void show(const JobConfig &job, const FolderView &view);
    [[nodiscard]] const FolderView &view() const { return m_view; }
    [[nodiscard]] const CatalogRow *rowAt(int row) const; // nullptr: not here yet

    // The first row from here on, and then from the top, whose name begins so; told by nameFound().
    void findName(const QString &text, int from);

    void lookAgain(); // at what is on the disk
    // What is on the disk, by its content: of files, in the column for that.
    void compareContent(const QList<int> &rows);

    [[nodiscard]] const PathTicks &ticks() const { return m_ticks; } // of all folders and versions
    void removeTick(const std::string &path);
    void clearTicks();
    void readAgain(); // what restFailed() was about

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void ticksChanged();
    void nameFound(int row);
    void loaded(const QString &failure); // of the first page; empty: it came
    void restFailed();                   // not all rows can be shown

private:
    void ask(qint64 page) const;
    void take(const CatalogRows &rows);
    void setCount(qint64 count);
    void takeCount(qint64 count);
    void askCount();
    void showTicks(); // of all rows
    void takeFoundRow(qint64 row);
    [[nodiscard]] QVariant text(const CatalogRow &row, int column) const;
    // What is at its place now; asks for it, if that is not known yet.
    [[nodiscard]] DiskAnswer onDisk(const CatalogRow &row) const;
    [[nodiscard]] QString diskText(const CatalogRow &row) const;
    [[nodiscard]] QString toolTip(const CatalogRow &row, int column) const;
    void lookAtDisk();
    void takeLook(const std::vector<DiskAnswer> &answers);

    EngineProxy &m_engine;
    JobConfig m_job;
    FolderView m_view;
    qint64 m_count = 0;
    mutable QCache<qint64, std::vector<CatalogRow>> m_pages;
    mutable std::map<RequestId, qint64> m_asked;
    RequestId m_countAsked = 0; // until it has come
    int m_countTries = 0;       // that failed
    QTimer m_countSoon;
    RequestId m_nameAsked = 0;
    qint64 m_foundRow = -1; // below what is counted so far
    PathTicks m_ticks;
    mutable std::unordered_map<std::string, DiskAnswer> m_onDisk; // also those asked for
    mutable std::vector<DiskQuestion> m_toLookAt;                 // that were shown just now
    mutable QTimer m_lookSoon;
};

} // namespace cairn::gui
