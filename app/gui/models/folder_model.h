// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QAbstractItemModel>

#include <memory>

namespace cairn::gui {

// The folders of a version, read from the catalog as they are opened.
class FolderModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    explicit FolderModel(EngineProxy &engine, QObject *parent = nullptr);
    ~FolderModel() override;

    // Starts at one folder, shown as the only root; "" is above all.
    // withDeleted: also folders that other versions alone have, in italics.
    void show(const JobConfig &job, VersionId version, const std::string &root,
              bool withDeleted = false);
    [[nodiscard]] std::string pathOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOfPath(const std::string &path) const; // as far as it is read

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

private:
    struct Node;
    void fill(const CatalogFolders &answer);
    [[nodiscard]] Node *find(Node *node, const std::string &path) const;
    [[nodiscard]] QModelIndex indexOf(const Node &node) const;

    EngineProxy &m_engine;
    JobConfig m_job;
    VersionId m_version = 0;
    bool m_withDeleted = false;
    std::unique_ptr<Node> m_root;
    std::map<RequestId, std::string> m_asked; // -> parent's path
};

} // namespace cairn::gui
