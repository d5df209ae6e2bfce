// SPDX-License-Identifier: MIT
#include "app/gui/models/folder_model.h"

#include "app/gui/widgets/build.h"

#include <QApplication>

#include <algorithm>

namespace cairn::gui {

struct FolderModel::Node
{
    std::string path;
    QString name;
    Node *parent = nullptr;
    int row = 0;
    bool hasFolders = true;
    bool isRead = false;
    bool isDeleted = false; // the newest version has it not
    std::vector<std::unique_ptr<Node>> children;
};

FolderModel::FolderModel(EngineProxy &engine, QObject *parent)
    : QAbstractItemModel(parent)
    , m_engine(engine)
{
    connect(&m_engine, &EngineProxy::foldersReady, this,
            [this](RequestId id, const CatalogFolders &answer) {
                if (m_asked.erase(id) > 0)
                    fill(answer);
            });
}

FolderModel::~FolderModel() = default;

void FolderModel::show(const JobConfig &job, VersionId version, const std::string &root,
                       bool withDeleted)
{
    beginResetModel();
    m_job = job;
    m_version = version;
    m_withDeleted = withDeleted;
    m_asked.clear(); // what is still to come belongs to what was shown before
    m_root = std::make_unique<Node>();
    m_root->path = root;
    // Its own name alone; the whole path is in the tip.
    const std::size_t end = root.find_last_not_of("/\\");
    const std::size_t begin = end == std::string::npos ? end : root.find_last_of("/\\", end);
    m_root->name = root.empty()               ? tr("All folders")
                   : end == std::string::npos ? displayText(root)
                                              : displayText(root.substr(begin + 1, end - begin));
    endResetModel();
}

FolderModel::Node *FolderModel::find(Node *node, const std::string &path) const
{
    if (!node || node->path == path)
        return node;
    for (const auto &child : node->children)
        if (path.starts_with(child->path))
            return find(child.get(), path);
    return nullptr;
}

void FolderModel::fill(const CatalogFolders &answer)
{
    Node *node = find(m_root.get(), answer.parent);
    if (!node || node->isRead)
        return;
    const int count = int(answer.folders.size());
    if (count > 0)
        beginInsertRows(indexOf(*node), 0, count - 1);
    node->isRead = true;
    for (const CatalogFolder &folder : answer.folders) {
        auto child = std::make_unique<Node>();
        child->path = folder.path;
        child->name = folder.display;
        child->hasFolders = folder.hasFolders;
        child->isDeleted = !folder.isInVersion;
        child->parent = node;
        child->row = int(node->children.size());
        node->children.push_back(std::move(child));
    }
    if (count > 0)
        endInsertRows();
}

QModelIndex FolderModel::indexOf(const Node &node) const
{
    return createIndex(node.row, 0, const_cast<Node *>(&node));
}

std::string FolderModel::pathOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer())->path : std::string();
}

QModelIndex FolderModel::indexOfPath(const std::string &path) const
{
    const Node *node = find(m_root.get(), path);
    return node ? indexOf(*node) : QModelIndex();
}

QModelIndex FolderModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0 || row < 0 || !m_root)
        return {};
    if (!parent.isValid())
        return row == 0 ? indexOf(*m_root) : QModelIndex();
    const auto *node = static_cast<Node *>(parent.internalPointer());
    if (std::size_t(row) >= node->children.size())
        return {};
    return indexOf(*node->children[std::size_t(row)]);
}

QModelIndex FolderModel::parent(const QModelIndex &index) const
{
    const auto *node = static_cast<Node *>(index.internalPointer());
    return node && node->parent ? indexOf(*node->parent) : QModelIndex();
}

int FolderModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_root ? 1 : 0;
    return int(static_cast<Node *>(parent.internalPointer())->children.size());
}

int FolderModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant FolderModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto *node = static_cast<Node *>(index.internalPointer());
    switch (role) {
    case Qt::DisplayRole:
        return node->name;
    case Qt::DecorationRole:
        return IconSet::icon(Icon::Folder);
    case Qt::FontRole:
        if (node->isDeleted) {
            QFont font = QApplication::font();
            font.setItalic(true);
            return font;
        }
        return {};
    case Qt::ToolTipRole:
        return displayText(node->path);
    default:
        return {};
    }
}

bool FolderModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_root != nullptr;
    const auto *node = static_cast<Node *>(parent.internalPointer());
    return node->isRead ? !node->children.empty() : node->hasFolders;
}

bool FolderModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.isValid() && !static_cast<Node *>(parent.internalPointer())->isRead;
}

void FolderModel::fetchMore(const QModelIndex &parent)
{
    const std::string path = pathOf(parent);
    const bool isAsked =
        std::ranges::any_of(m_asked, [&path](const auto &asked) { return asked.second == path; });
    if (parent.isValid() && !isAsked)
        m_asked[m_engine.askFolders(m_job, m_version, path, m_withDeleted)] = path;
}

} // namespace cairn::gui
