// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QAbstractItemModel>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace cairn::gui {

// Folders to save, with boxes to tick; read folder by folder as they are opened. What is ticked is
// kept as choices at single folders, so that a folder that was never opened is one choice too. What
// the folders hold is counted behind them.
class SourceTreeModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Name, Size };
    struct Choice
    {
        std::vector<FilePath> sources;
        std::vector<FilterEntry> rules; // what is left out below them
    };

    explicit SourceTreeModel(EngineProxy &engine, QObject *parent = nullptr);
    ~SourceTreeModel() override;

    // A folder at the top, with what is ticked below it at first. `known` folders need not be read
    // to be ticked.
    void addRoot(const FilePath &path, const QString &name, const std::vector<FilePath> &ticked);
    [[nodiscard]] Choice choice() const;
    // In place of what is ticked now. A source that is not on this computer gets a place at the
    // top: the folders that are here have none for it.
    void setChoice(const Choice &choice);
    // Finds out what the rules of a job, whose first are those of choice(), leave out of what is
    // ticked.
    void judge(const JobConfig &job);
    // Of a job: its sources, and those of its first rules that are boxes without a tick.
    [[nodiscard]] static Choice choiceOf(const JobConfig &job);
    void tick(const FilePath &path, bool on);
    [[nodiscard]] FilePath pathAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex rootIndex(const FilePath &path) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void choiceChanged();

private:
    struct Node;
    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node &node) const;
    [[nodiscard]] Qt::CheckState stateOf(const FilePath &path) const;
    [[nodiscard]] bool isTicked(const FilePath &path) const;
    void fill(const SourceListing &listing);
    void addMissing(const FilePath &path);
    void askJudgement(std::vector<FilePath> paths);
    void takeJudgement(const std::vector<FilePath> &paths, const std::vector<PathAnswer> &answers);
    [[nodiscard]] QString reasonOf(const PathAnswer &answer) const;
    [[nodiscard]] static QString whyNot(const Node &node);
    [[nodiscard]] bool isLeftOut(const Node &node) const;
    void takeSizes(const std::vector<FolderSize> &sizes);
    void add(Node &node);
    [[nodiscard]] QVariant sizeData(const Node &node, int role) const;
    void refresh(const QModelIndex &parent);

    EngineProxy &m_engine;
    std::vector<std::unique_ptr<Node>> m_roots;
    std::map<std::string, bool>
        m_choices; // path with '/' at its end -> ticked; the deepest decides
    std::map<RequestId, Node *> m_asked;
    std::set<RequestId> m_lookedFor; // whether sources are here
    std::optional<JobConfig> m_judge;
    std::map<RequestId, std::vector<FilePath>> m_judging;
};

} // namespace cairn::gui
