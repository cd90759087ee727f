using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Enterprise.Infrastructure.AccessLog.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CreateAccessLog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "checkpoints",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    epoch = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "entries",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    tenant = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    action = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    client = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    detailcommitment = table.Column<byte[]>(type: "bytea", nullable: true),
                    issuer = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    items = table.Column<long>(type: "bigint", nullable: false),
                    node = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    occurrences = table.Column<long>(type: "bigint", nullable: false),
                    outcome = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    remark = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    requestid = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    resource = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true, collation: "C"),
                    resourcename = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true, collation: "C"),
                    roles = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    subjectcommitment = table.Column<byte[]>(type: "bytea", nullable: false),
                    subtenant = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    tenantasseen = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    tokenhash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    version = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entries", x => x.position);
                });

            migrationBuilder.CreateTable(
                name: "instances",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    instance = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_instances", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "probes",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_probes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "statements",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    tenant = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_statements", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "details",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false),
                    tenant = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", nullable: false),
                    text = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_details", x => x.position);
                    table.ForeignKey(
                        name: "FK_details_entries_position",
                        column: x => x.position,
                        principalTable: "entries",
                        principalColumn: "position",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "erasures",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false),
                    part = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    tenant = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    signature = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_erasures", x => new { x.position, x.part });
                    table.ForeignKey(
                        name: "FK_erasures_entries_position",
                        column: x => x.position,
                        principalTable: "entries",
                        principalColumn: "position",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pseudonyms",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false),
                    tenant = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    userkey = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pseudonyms", x => x.position);
                    table.ForeignKey(
                        name: "FK_pseudonyms_entries_position",
                        column: x => x.position,
                        principalTable: "entries",
                        principalColumn: "position",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "seals",
                columns: table => new
                {
                    ordinal = table.Column<long>(type: "bigint", nullable: false),
                    tenant = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    epoch = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    // No foreign key: the last seal of a pruned prefix stays as the anchor of its chain.
                    table.PrimaryKey("PK_seals", x => x.ordinal);
                });

            migrationBuilder.CreateTable(
                name: "subjects",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false),
                    tenant = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", nullable: false),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    forwarded = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    isforwardedtrusted = table.Column<bool>(type: "boolean", nullable: false),
                    useragent = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true, collation: "C"),
                    userid = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    username = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subjects", x => x.position);
                    table.ForeignKey(
                        name: "FK_subjects_entries_position",
                        column: x => x.position,
                        principalTable: "entries",
                        principalColumn: "position",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_entries_id",
                table: "entries",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Outcome_NotGranted",
                table: "entries",
                columns: new[] { "tenant", "at" },
                filter: "Outcome <> 'Granted'");

            migrationBuilder.CreateIndex(
                name: "IX_entries_tenant_action_at",
                table: "entries",
                columns: new[] { "tenant", "action", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_entries_tenant_at",
                table: "entries",
                columns: new[] { "tenant", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_entries_tenant_outcome_at",
                table: "entries",
                columns: new[] { "tenant", "outcome", "at" },
                filter: "Outcome <> 'Granted'");

            migrationBuilder.CreateIndex(
                name: "IX_entries_tenant_reason_at",
                table: "entries",
                columns: new[] { "tenant", "reason", "at" },
                filter: "Reason IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_entries_tenant_requestid_at",
                table: "entries",
                columns: new[] { "tenant", "requestid", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_entries_tenant_resource_at",
                table: "entries",
                columns: new[] { "tenant", "resource", "at" },
                filter: "Resource IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_entries_tenant_subtenant_at",
                table: "entries",
                columns: new[] { "tenant", "subtenant", "at" },
                filter: "Subtenant IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_pseudonyms_userkey",
                table: "pseudonyms",
                column: "userkey");

            migrationBuilder.CreateIndex(
                name: "IX_seals_position",
                table: "seals",
                column: "position",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_seals_tenant_sequence",
                table: "seals",
                columns: new[] { "tenant", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_subjects_tenant_address_at",
                table: "subjects",
                columns: new[] { "tenant", "address", "at" },
                filter: "Address IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_subjects_tenant_forwarded_at",
                table: "subjects",
                columns: new[] { "tenant", "forwarded", "at" },
                filter: "Forwarded IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_subjects_tenant_userid_at",
                table: "subjects",
                columns: new[] { "tenant", "userid", "at" },
                filter: "UserId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_subjects_tenant_username_at",
                table: "subjects",
                columns: new[] { "tenant", "username", "at" },
                filter: "UserName IS NOT NULL");

            // Insert-only below any code of ours: whoever would change or remove a row must first remove these, which only the tables' owner can.
            migrationBuilder.Sql("""
                CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'The access log is insert-only.'; END; $$;
                """);
            foreach (var table in new[] { "entries", "subjects", "details", "seals", "checkpoints", "statements", "pseudonyms", "erasures", "instances" })
            {
                foreach (var change in new[] { "update", "delete", "truncate" })
                {
                    migrationBuilder.Sql(
                        $"CREATE TRIGGER {table}_no_{change} BEFORE {change} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();");
                }
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "checkpoints");

            migrationBuilder.DropTable(
                name: "details");

            migrationBuilder.DropTable(
                name: "erasures");

            migrationBuilder.DropTable(
                name: "instances");

            migrationBuilder.DropTable(
                name: "probes");

            migrationBuilder.DropTable(
                name: "pseudonyms");

            migrationBuilder.DropTable(
                name: "seals");

            migrationBuilder.DropTable(
                name: "statements");

            migrationBuilder.DropTable(
                name: "subjects");

            migrationBuilder.DropTable(
                name: "entries");

            migrationBuilder.Sql("DROP FUNCTION refuse_change();");
        }
    }
}
