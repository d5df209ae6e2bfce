// SPDX-License-Identifier: MIT
#include "app/gui/models/source_tree_model.h"

#include "app/gui/widgets/build.h"

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

struct SourceTreeModel::Node
{
    FilePath path;
    QString name;
    Node *parent = nullptr;
    int row = 0;
    bool hasFolders = true;
    bool isRead = false;
    std::vector<std::unique_ptr<Node>> children;
};

namespace {

std::string keyOf(const FilePath &path)
{
    return path.bytes().ends_with('/') ? path.bytes() : path.bytes() + '/';
}

FilePath pathOf(const std::string &key)
{
    return FilePath(key.size() > 1 ? key.substr(0, key.size() - 1) : key);
}

} // namespace

SourceTreeModel::SourceTreeModel(EngineProxy &engine, QObject *parent)
    : QAbstractItemModel(parent)
    , m_engine(engine)
{
    connect(&m_engine, &EngineProxy::listed, this,
            [this](RequestId id, const SourceListing &listing) {
                if (m_asked.erase(id) > 0)
                    fill(listing);
            });
}

SourceTreeModel::~SourceTreeModel() = default;

void SourceTreeModel::addRoot(const FilePath &path, const QString &name,
                              const std::vector<FilePath> &ticked)
{
    const int row = int(m_roots.size());
    beginInsertRows({}, row, row);
    auto node = std::make_unique<Node>();
    node->path = path;
    node->name = name;
    node->row = row;
    m_roots.push_back(std::move(node));
    endInsertRows();
    for (const FilePath &folder : ticked)
        tick(folder, true);
}

bool SourceTreeModel::isTicked(const FilePath &path) const
{
    for (std::string key = keyOf(path);;) {
        if (const auto found = m_choices.find(key); found != m_choices.end())
            return found->second;
        if (key.size() <= 1)
            return false;
        key.resize(key.rfind('/', key.size() - 2) + 1);
    }
}

Qt::CheckState SourceTreeModel::stateOf(const FilePath &path) const
{
    const bool ticked = isTicked(path);
    const std::string key = keyOf(path);
    for (auto below = m_choices.upper_bound(key);
         below != m_choices.end() && below->first.starts_with(key); ++below)
        if (below->second != ticked)
            return Qt::PartiallyChecked;
    return ticked ? Qt::Checked : Qt::Unchecked;
}

void SourceTreeModel::tick(const FilePath &path, bool on)
{
    const std::string key = keyOf(path);
    std::erase_if(m_choices, [&key](const auto &choice) { return choice.first.starts_with(key); });
    if (isTicked(path) != on)
        m_choices[key] = on;
    for (const auto &root : m_roots)
        refresh(indexOf(*root));
    Q_EMIT choiceChanged();
}

void SourceTreeModel::refresh(const QModelIndex &parent)
{
    Q_EMIT dataChanged(parent, parent, {Qt::CheckStateRole});
    const int rows = rowCount(parent);
    for (int row = 0; row < rows; ++row)
        refresh(index(row, 0, parent));
}

SourceTreeModel::Choice SourceTreeModel::choice() const
{
    Choice choice;
    for (const auto &[key, ticked] : m_choices) {
        if (ticked)
            choice.sources.push_back(pathOf(key));
        else
            choice.rules.push_back({false, "@" + key});
    }
    return choice;
}

void SourceTreeModel::setChoice(const Choice &choice)
{
    m_choices.clear();
    for (const FilePath &source : choice.sources)
        m_choices[keyOf(source)] = true;
    for (const FilterEntry &rule : choice.rules)
        m_choices[rule.expression.substr(1)] = false;
    for (const auto &root : m_roots)
        refresh(indexOf(*root));
    Q_EMIT choiceChanged();
}

SourceTreeModel::Choice SourceTreeModel::choiceOf(const JobConfig &job)
{
    Choice choice;
    choice.sources = job.sources;
    for (const FilterEntry &rule : job.rules) {
        const bool isFolder =
            !rule.include && rule.expression.starts_with("@/") && rule.expression.ends_with('/');
        const auto holds = [&rule](const FilePath &source) {
            const std::string key = keyOf(source);
            return rule.expression.size() > key.size() + 1 &&
                   rule.expression.compare(1, key.size(), key) == 0;
        };
        // The first that matches decides: what stands behind another rule is no box any more.
        if (!isFolder || std::ranges::none_of(job.sources, holds))
            break;
        choice.rules.push_back(rule);
    }
    return choice;
}

SourceTreeModel::Node *SourceTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : nullptr;
}

QModelIndex SourceTreeModel::indexOf(const Node &node) const
{
    return createIndex(node.row, 0, const_cast<Node *>(&node));
}

FilePath SourceTreeModel::pathAt(const QModelIndex &index) const
{
    const Node *node = nodeOf(index);
    return node ? node->path : FilePath();
}

QModelIndex SourceTreeModel::rootIndex(const FilePath &path) const
{
    for (const auto &root : m_roots)
        if (root->path == path)
            return indexOf(*root);
    return {};
}

QModelIndex SourceTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    const auto &children = node ? node->children : m_roots;
    if (column != 0 || row < 0 || static_cast<std::size_t>(row) >= children.size())
        return {};
    return createIndex(row, column, children[static_cast<std::size_t>(row)].get());
}

QModelIndex SourceTreeModel::parent(const QModelIndex &index) const
{
    const Node *node = nodeOf(index);
    return node && node->parent ? indexOf(*node->parent) : QModelIndex();
}

int SourceTreeModel::rowCount(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    return int(node ? node->children.size() : m_roots.size());
}

int SourceTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant SourceTreeModel::data(const QModelIndex &index, int role) const
{
    const Node *node = nodeOf(index);
    if (!node)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return node->name;
    case Qt::DecorationRole:
        return IconSet::icon(node->parent ? Icon::Folder : Icon::Drive);
    case Qt::CheckStateRole:
        return stateOf(node->path);
    case Qt::ToolTipRole:
        return node->path.display();
    default:
        return {};
    }
}

bool SourceTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const Node *node = nodeOf(index);
    if (!node || role != Qt::CheckStateRole)
        return false;
    // A box that is half ticked becomes ticked.
    tick(node->path, value.toInt() != Qt::Unchecked);
    return true;
}

Qt::ItemFlags SourceTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable;
}

bool SourceTreeModel::hasChildren(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    return !node || (node->isRead ? !node->children.empty() : node->hasFolders);
}

bool SourceTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    return node && !node->isRead && node->hasFolders;
}

void SourceTreeModel::fetchMore(const QModelIndex &parent)
{
    Node *node = nodeOf(parent);
    if (!node || node->isRead)
        return;
    for (const auto &[id, asked] : m_asked)
        if (asked == node)
            return;
    m_asked[m_engine.listSource(node->path)] = node;
}

void SourceTreeModel::fill(const SourceListing &listing)
{
    // Found anew by its path: nodes are never removed, but there may be two of one path.
    const std::function<void(Node &)> visit = [&](Node &node) {
        if (node.path == listing.parent && !node.isRead) {
            const int count = int(listing.folders.size());
            if (count > 0)
                beginInsertRows(indexOf(node), 0, count - 1);
            node.isRead = true;
            for (const SourceFolder &folder : listing.folders) {
                auto child = std::make_unique<Node>();
                child->path = folder.path;
                child->name = folder.name;
                child->hasFolders = folder.hasFolders;
                child->parent = &node;
                child->row = int(node.children.size());
                node.children.push_back(std::move(child));
            }
            if (count > 0)
                endInsertRows();
            return;
        }
        for (const auto &child : node.children)
            visit(*child);
    };
    for (const auto &root : m_roots)
        visit(*root);
}

} // namespace cairn::gui
