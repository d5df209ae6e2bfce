// SPDX-License-Identifier: MIT
#include "app/gui/models/source_tree_model.h"

#include "app/gui/models/rules_model.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/share_bar_delegate.h"

#include <QApplication>
#include <QPalette>

#include <algorithm>
#include <functional>
#include <utility>

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
    qint64 ownBytes = 0; // of the files right in it; once it was read
    qint64 bytes = 0;    // of all below it
    bool isSized = false;
    bool isMissing = false; // a source that is not on this computer
    QString skippedWhy;     // by which rule; empty: by none
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

QString missingText()
{
    return SourceTreeModel::tr("This folder is not on this computer, so it cannot be saved here. "
                               "Without its tick it belongs to this backup no longer; the versions "
                               "that have it stay.");
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
                else if (m_lookedFor.erase(id) > 0 && listing.isMissing)
                    addMissing(listing.parent);
            });
    connect(&m_engine, &EngineProxy::pathsTested, this,
            [this](RequestId id, const std::vector<PathAnswer> &answers) {
                if (const auto asked = m_judging.extract(id); !asked.empty())
                    takeJudgement(asked.mapped(), answers);
            });
    connect(&m_engine, &EngineProxy::foldersSized, this, &SourceTreeModel::takeSizes);
}

SourceTreeModel::~SourceTreeModel()
{
    m_engine.stopSizing();
}

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

void SourceTreeModel::addMissing(const FilePath &path)
{
    if (rootIndex(path).isValid())
        return;
    addRoot(path, tr("%1 (not on this computer)").arg(displayText(path.name())), {});
    Node &node = *m_roots.back();
    node.isMissing = true;
    node.hasFolders = false;
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
    // The colour too, of what is left out.
    Q_EMIT dataChanged(parent, parent.siblingAtColumn(Size));
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
    for (const FilePath &source : choice.sources) {
        m_choices[keyOf(source)] = true;
        m_lookedFor.insert(m_engine.listSource(source));
    }
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
    if (column < 0 || column > Size || row < 0 || static_cast<std::size_t>(row) >= children.size())
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
    if (parent.column() > 0)
        return 0;
    const Node *node = nodeOf(parent);
    return int(node ? node->children.size() : m_roots.size());
}

int SourceTreeModel::columnCount(const QModelIndex &) const
{
    return Size + 1;
}

// A folder at the top is as large as what is below it; the others know it before they are opened.
void SourceTreeModel::add(Node &node)
{
    if (node.parent || !node.isRead)
        return;
    node.bytes = node.ownBytes;
    node.isSized = true;
    for (const auto &child : node.children) {
        node.bytes += child->bytes;
        node.isSized = node.isSized && child->isSized;
    }
}

void SourceTreeModel::takeSizes(const std::vector<FolderSize> &sizes)
{
    std::map<std::string_view, const FolderSize *> news;
    for (const FolderSize &size : sizes)
        news[size.path.bytes()] = &size;
    const std::function<void(Node &)> visit = [&](Node &node) {
        bool isChanged = false;
        for (const auto &child : node.children) {
            if (const auto found = news.find(child->path.bytes()); found != news.end()) {
                child->bytes = found->second->bytes;
                child->isSized = found->second->done;
                isChanged = true;
            }
            visit(*child);
        }
        if (!isChanged)
            return;
        add(node);
        const QModelIndex parent = indexOf(node);
        // The shares of all of them change with the sum.
        Q_EMIT dataChanged(index(0, Size, parent), index(rowCount(parent) - 1, Size, parent));
        Q_EMIT dataChanged(parent.siblingAtColumn(Size), parent.siblingAtColumn(Size));
    };
    for (const auto &root : m_roots)
        visit(*root);
}

void SourceTreeModel::judge(const JobConfig &job)
{
    m_judge = job;
    m_judging.clear(); // by other rules
    std::vector<FilePath> paths;
    const std::function<void(const Node &)> visit = [&](const Node &node) {
        for (const auto &child : node.children) {
            paths.push_back(child->path);
            visit(*child);
        }
    };
    for (const auto &root : m_roots)
        visit(*root);
    askJudgement(std::move(paths));
}

void SourceTreeModel::askJudgement(std::vector<FilePath> paths)
{
    if (m_judge && !paths.empty())
        m_judging[m_engine.testPaths(*m_judge, paths)] = std::move(paths);
}

void SourceTreeModel::takeJudgement(const std::vector<FilePath> &paths,
                                    const std::vector<PathAnswer> &answers)
{
    std::map<std::string_view, const PathAnswer *> news;
    for (std::size_t i = 0; i < paths.size(); ++i)
        news[paths[i].bytes()] = &answers[i];
    const std::function<void(Node &)> visit = [&](Node &node) {
        for (const auto &child : node.children) {
            if (const auto found = news.find(child->path.bytes()); found != news.end()) {
                const QString why = reasonOf(*found->second);
                if (std::exchange(child->skippedWhy, why) != why)
                    Q_EMIT dataChanged(indexOf(*child), indexOf(*child).siblingAtColumn(Size));
            }
            visit(*child);
        }
    };
    for (const auto &root : m_roots)
        visit(*root);
}

QString SourceTreeModel::reasonOf(const PathAnswer &answer) const
{
    const bool isBox = answer.rule >= 0 && answer.rule < std::ssize(choiceOf(*m_judge).rules);
    if (!answer.belowSource || answer.saved || isBox) // a box without a tick says it itself
        return {};
    if (answer.set)
        return tr("Skipped by “%1”").arg(skipSetText(*answer.set));
    if (answer.rule >= 0)
        return tr("Skipped by the rule %1")
            .arg(isolated(displayText(m_judge->rules[std::size_t(answer.rule)].expression)));
    return tr("Skipped: %1").arg(answer.reason);
}

// Why it is not saved, whatever its box says.
QString SourceTreeModel::whyNot(const Node &node)
{
    return node.isMissing ? missingText() : node.skippedWhy;
}

bool SourceTreeModel::isLeftOut(const Node &node) const
{
    return node.parent && (!node.skippedWhy.isEmpty() || stateOf(node.path) == Qt::Unchecked);
}

QVariant SourceTreeModel::sizeData(const Node &node, int role) const
{
    if (node.bytes == 0 && !node.isSized)
        return {};
    if (role == Qt::DisplayRole)
        return node.isSized ? sizeText(node.bytes) : tr("%1…").arg(sizeText(node.bytes));
    if (role == Qt::ToolTipRole && !node.isSized)
        return tr("Still counting");
    if (role != ShareBarDelegate::kShareRole)
        return {};
    if (!node.parent)
        return {};
    qint64 whole = node.parent->ownBytes;
    for (const auto &child : node.parent->children)
        whole += child->bytes;
    return whole > 0 ? double(node.bytes) / double(whole) : 0.0;
}

QVariant SourceTreeModel::data(const QModelIndex &index, int role) const
{
    const Node *node = nodeOf(index);
    if (!node)
        return {};
    if (role == Qt::ForegroundRole)
        return isLeftOut(*node)
                   ? QVariant(QApplication::palette().brush(QPalette::Disabled, QPalette::Text))
                   : QVariant();
    if (index.column() == Size)
        return sizeData(*node, role);
    switch (role) {
    case Qt::DisplayRole:
        return node->name;
    case Qt::DecorationRole:
        return node->isMissing ? IconSet::icon(Icon::Warning, IconTone::Warn)
                               : IconSet::icon(node->parent ? Icon::Folder : Icon::Drive);
    case Qt::CheckStateRole:
        return stateOf(node->path);
    case Qt::ToolTipRole: {
        QStringList lines{node->path.display()};
        if (node->isSized)
            lines << sizeText(node->bytes);
        if (const QString why = whyNot(*node); !why.isEmpty())
            lines << why;
        return lines.join(u'\n');
    }
    case Qt::AccessibleDescriptionRole:
        return whyNot(*node);
    default:
        return {};
    }
}

bool SourceTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const Node *node = nodeOf(index);
    if (!node || index.column() != Name || role != Qt::CheckStateRole)
        return false;
    // A box that is half ticked becomes ticked.
    tick(node->path, value.toInt() != Qt::Unchecked);
    return true;
}

Qt::ItemFlags SourceTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return index.column() == Name ? flags | Qt::ItemIsUserCheckable : flags;
}

bool SourceTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return false;
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
            node.ownBytes = listing.fileBytes;
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
            add(node);
            return;
        }
        for (const auto &child : node.children)
            visit(*child);
    };
    for (const auto &root : m_roots)
        visit(*root);
    std::vector<FilePath> folders;
    for (const SourceFolder &folder : listing.folders)
        folders.push_back(folder.path);
    if (folders.empty())
        return;
    m_engine.sizeFolders(folders);
    askJudgement(std::move(folders));
}

} // namespace cairn::gui
