#include "targets/device.h"

#include <algorithm>

#include "targets/target.h"

namespace taipan::targets {

namespace {
/// sys.platform where it is not the port's name.
struct PlatformRow {
    std::string_view platform, target;
};
constexpr PlatformRow kPlatforms[] = {{"linux", "unix-standard"},
                                      {"pyboard", "stm32-pybv11"},
                                      {"win32", "windows"},
                                      {"darwin", "unix-standard"},
                                      {"WiPy", "cc3200-wipy"},
                                      {"nrf52", "nrf52840-pca10056"},
                                      {"nrf51", "nrf51-microbit"},
                                      {"samd", "samd51-itsybitsy-m4"},
                                      {"webassembly", "webassembly-standard"}};
} // namespace

/// Writes into the copy of a table.
class DeviceWriter {
  public:
    DeviceWriter(Table& table, const Device& device) : table_(table), device_(device) {}

    Result<void> run() {
        const size_t base = baseTarget();
        if (base == table_.targets_.size())
            return Failure{"no port has the sys.platform '" + device_.platform + "'", 0};
        if (base >= 64 || table_.targets_.size() >= 64) return Failure{"too many targets", 0};
        releases_ = releaseOf(table_.releases_, device_.version);
        if (!releases_) releases_ = Releases{1} << (table_.releases_.size() - 1);
        bit_ = TargetSet{1} << table_.targets_.size();
        table_.targets_.push_back({kDeviceTarget, table_.targets_[base].port, releases_});
        for (Table::Group& group : table_.groups_)
            if (group.targets >> base & 1) group.targets |= bit_;
        children_.resize(table_.entries_.size());
        for (size_t i = 0; i < children_.size(); ++i)
            for (uint32_t k = table_.entries_[i].first; k < table_.entries_[i].last; ++k)
                children_[i].push_back(table_.children_[k]);
        for (const uint32_t module : std::vector<uint32_t>(table_.modules_)) known(module);
        for (const auto& [name, module] : device_.modules)
            if (!table_.module(name)) newModule(name, module);
        regroup();
        return {};
    }

  private:
    size_t baseTarget() const {
        std::string_view wanted = device_.platform;
        for (const PlatformRow& row : kPlatforms)
            if (row.platform == wanted) wanted = row.target;
        size_t i = 0;
        while (i < table_.targets_.size() && table_.targets_[i].name != wanted &&
               table_.targets_[i].port != wanted)
            ++i;
        return i;
    }

    /// A pattern as `old`, but for the device.
    uint32_t pattern(uint32_t old, bool has) {
        const uint32_t first = table_.patternStarts_[old], last = table_.patternStarts_[old + 1];
        for (uint32_t i = first; i < last; ++i) {
            Table::Group group = table_.groups_[i];
            group.targets &= ~bit_;
            if (group.targets) table_.groups_.push_back(group);
        }
        return close(has);
    }
    uint32_t close(bool has) {
        if (has) table_.groups_.push_back({bit_, {releases_, 0}, false});
        table_.patternStarts_.push_back(static_cast<uint32_t>(table_.groups_.size()));
        return static_cast<uint32_t>(table_.patternStarts_.size() - 2);
    }
    void set(uint32_t entry, bool has) {
        table_.entries_[entry].pattern = pattern(table_.entries_[entry].pattern, has);
    }

    /// A module that the table has.
    void known(uint32_t index) {
        const std::string name(table_.entries_[index].name);
        const auto module = device_.modules.find(name);
        // The u-names of built-in modules work and are not listed; parts of packages are files.
        const bool alias = name.starts_with('u') && device_.modules.count(name.substr(1));
        if (module == device_.modules.end()) {
            if (!alias && name.find('.') == name.npos) set(index, false);
            return;
        }
        set(index, true);
        if (module->second.names.empty()) return; // its names were not asked for
        names(index, module->second);
    }

    void names(uint32_t index, const Device::Module& module) {
        std::set<std::string> seen;
        for (const uint32_t child : children_[index]) {
            const std::string name(table_.entries_[child].name);
            seen.insert(name);
            const auto found = module.names.find(name);
            if (found == module.names.end()) {
                if (!module.lazy && !name.starts_with("__")) set(child, false);
                continue;
            }
            set(child, true);
            if (!found->second.members.empty()) members(child, found->second);
        }
        for (const auto& [name, inner] : module.names)
            if (!seen.count(name)) newName(index, name, inner);
    }

    void members(uint32_t index, const Device::Class& inner) {
        std::set<std::string> seen;
        for (const uint32_t child : children_[index]) {
            const std::string name(table_.entries_[child].name);
            seen.insert(name);
            if (inner.members.count(name))
                set(child, true);
            else if (!name.starts_with("__"))
                set(child, false);
        }
        for (const std::string& name : inner.members)
            if (!seen.count(name)) children_[index].push_back(add(name, 'o'));
    }

    uint32_t add(const std::string& name, char kind) {
        Entry entry;
        entry.name = table_.names_.emplace_back(name);
        entry.kind = kind;
        entry.pattern = close(true);
        table_.entries_.push_back(entry);
        children_.emplace_back();
        return static_cast<uint32_t>(table_.entries_.size() - 1);
    }
    void newName(uint32_t parent, const std::string& name, const Device::Class& inner) {
        const uint32_t index = add(name, inner.members.empty() ? 'o' : 'c');
        children_[parent].push_back(index);
        for (const std::string& member : inner.members)
            children_[index].push_back(add(member, 'o'));
    }
    void newModule(const std::string& name, const Device::Module& module) {
        const uint32_t index = add(name, module.names.empty() ? 'z' : 'm');
        table_.modules_.push_back(index);
        for (const auto& [inner, members] : module.names) newName(index, inner, members);
    }

    /// Children beside each other and sorted, as lookups want them.
    void regroup() {
        const auto byName = [this](uint32_t a, uint32_t b) {
            return table_.entries_[a].name < table_.entries_[b].name;
        };
        table_.children_.clear();
        for (size_t i = 0; i < children_.size(); ++i) {
            std::sort(children_[i].begin(), children_[i].end(), byName);
            table_.entries_[i].first = static_cast<uint32_t>(table_.children_.size());
            table_.children_.insert(table_.children_.end(), children_[i].begin(),
                                    children_[i].end());
            table_.entries_[i].last = static_cast<uint32_t>(table_.children_.size());
        }
        std::sort(table_.modules_.begin(), table_.modules_.end(), byName);
    }

    Table& table_;
    const Device& device_;
    Releases releases_ = 0;
    TargetSet bit_ = 0;
    std::vector<std::vector<uint32_t>> children_;
};

Result<Table> withDevice(const Table& table, const Device& device) {
    Table copy = table;
    if (Result<void> done = DeviceWriter(copy, device).run(); !done) return done.error();
    return copy;
}

} // namespace taipan::targets
